// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IFeeSchedule} from "../../interfaces/IFeeSchedule.sol";

/// @title FeeSplit
/// @notice Splits one charge to the base unit: net + host + gateway + integrator + rewards + treasury =
/// amount, always.
library FeeSplit {
    uint256 private constant WHOLE = 10_000;

    /// @param fee All shares together; `net` is the publisher's.
    struct Split {
        uint96 net;
        uint96 fee;
        uint96 host;
        uint96 gateway;
        uint96 integrator;
        uint96 rewards;
        uint96 treasury;
    }

    /// @notice Writes the split of `amount` into `parts`.
    /// @param hasIntegrator Without one the integrator's share stays with the treasury.
    function split(
        Split memory parts,
        uint96 amount,
        IFeeSchedule.Fees memory fees,
        bool hasIntegrator
    ) internal pure {
        (uint256 fee, uint256 gateway, uint256 rewards, uint256 treasury) = shares(amount, fees);
        uint256 integrator = hasIntegrator ? integratorShare(fee, fees) : 0;
        uint256 host = hostShare(amount, fees, fee);
        parts.net = amount - uint96(fee + host);
        parts.fee = uint96(fee + host);
        parts.host = uint96(host);
        parts.gateway = uint96(gateway);
        parts.integrator = uint96(integrator);
        parts.rewards = uint96(rewards);
        parts.treasury = uint96(treasury - integrator);
    }

    /// @notice The shared part of the fee on `amount`, which fits 96 bits, rounded up, and each share of it, rounded down; the
    /// treasury has the rest, of which an integrator takes his. For a class without a host it is the whole fee.
    function shares(
        uint256 amount,
        IFeeSchedule.Fees memory fees
    ) internal pure returns (uint256 fee, uint256 gateway, uint256 rewards, uint256 treasury) {
        // Products of 96 bits and at most 10,000 cannot overflow, and no part exceeds `amount`.
        unchecked {
            fee = (amount * fees.baseFeeBps + WHOLE - 1) / WHOLE;
            gateway = (fee * fees.gatewayBps) / WHOLE;
            rewards = (fee * fees.rewardsBps) / WHOLE;
            treasury = fee - gateway - rewards;
        }
    }

    /// @param fee Its shared part.
    function integratorShare(uint256 fee, IFeeSchedule.Fees memory fees) internal pure returns (uint256) {
        unchecked {
            return (fee * fees.integratorBps) / WHOLE;
        }
    }

    /// @notice What the whole fee, rounded up, exceeds its `shared` part.
    function hostShare(
        uint256 amount,
        IFeeSchedule.Fees memory fees,
        uint256 shared
    ) internal pure returns (uint256) {
        // No rate is below its base.
        unchecked {
            return (amount * fees.feeBps + WHOLE - 1) / WHOLE - shared;
        }
    }
}
