// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IFeeSchedule} from "../../interfaces/IFeeSchedule.sol";

/// @title FeeSplit
/// @notice Splits one charge to the base unit: net + gateway + integrator + rewards + treasury = amount, always.
library FeeSplit {
    uint256 private constant WHOLE = 10_000;

    /// @param fee All shares together; `net` is the publisher's.
    struct Split {
        uint96 net;
        uint96 fee;
        uint96 gateway;
        uint96 integrator;
        uint96 rewards;
        uint96 treasury;
    }

    /// @notice Writes the split of `amount` into `parts`. The fee is rounded up, each share of it down; the treasury has
    /// the rest.
    /// @param hasIntegrator Without one the integrator's share stays with the treasury.
    function split(
        Split memory parts,
        uint96 amount,
        IFeeSchedule.Fees memory fees,
        bool hasIntegrator
    ) internal pure {
        // Products of a uint96 and at most 10,000 cannot overflow, and no part exceeds `amount`.
        unchecked {
            uint256 fee = (uint256(amount) * fees.feeBps + WHOLE - 1) / WHOLE;
            uint256 gateway = (fee * fees.gatewayBps) / WHOLE;
            uint256 integrator = hasIntegrator ? (fee * fees.integratorBps) / WHOLE : 0;
            uint256 rewards = (fee * fees.rewardsBps) / WHOLE;
            parts.net = uint96(amount - fee);
            parts.fee = uint96(fee);
            parts.gateway = uint96(gateway);
            parts.integrator = uint96(integrator);
            parts.rewards = uint96(rewards);
            parts.treasury = uint96(fee - gateway - integrator - rewards);
        }
    }
}
