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

    /// @notice The fee is rounded up, each share of it down; the treasury has the rest.
    /// @param hasIntegrator Without one the integrator's share stays with the treasury.
    function split(
        uint96 amount,
        IFeeSchedule.Fees memory fees,
        bool hasIntegrator
    ) internal pure returns (Split memory parts) {
        // Products of a uint96 and at most 10,000 cannot overflow, and no part exceeds `amount`.
        uint256 fee = (uint256(amount) * fees.feeBps + WHOLE - 1) / WHOLE;
        parts.fee = uint96(fee);
        parts.net = amount - parts.fee;
        parts.gateway = uint96((fee * fees.gatewayBps) / WHOLE);
        if (hasIntegrator) parts.integrator = uint96((fee * fees.integratorBps) / WHOLE);
        parts.rewards = uint96((fee * fees.rewardsBps) / WHOLE);
        parts.treasury = parts.fee - parts.gateway - parts.integrator - parts.rewards;
    }
}
