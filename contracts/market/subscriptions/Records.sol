// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";
import {PaidPeriods} from "../libraries/PaidPeriods.sol";
import {Plans} from "./Plans.sol";

/// @title Records
/// @notice What is known of each subscription, and what is held for it.
abstract contract Records is Plans {
    using PaidPeriods for PaidPeriods.Record;

    /// @dev Slot 5. Each subscription two slots. 0: address payer, uint24 number, uint32 endsAt, uint32 releasedUntil, bool
    /// cancelled. 1: address gateway, uint32 start, uint32 previousStart, uint24 index, bool fromWallet.
    mapping(bytes32 subscriptionId => PaidPeriods.Record) internal _records;

    /// @inheritdoc ISubscriptions
    function subscriptionOf(bytes32 subscriptionId) external view returns (Subscription memory found) {
        PaidPeriods.Record memory record = _records[subscriptionId];
        if (record.payer() == address(0)) return found;
        PlanRecord storage plan = _planAt(record.number());
        uint256 end = record.end(plan.period);
        State paid = block.timestamp < end ? State.Running : State.Due;
        return
            Subscription({
                payer: record.payer(),
                gateway: record.gateway(),
                planId: plan.planId,
                fromWallet: record.fromWallet(),
                endsAt: record.endsAt(),
                periodIndex: uint32(record.index()),
                periodStart: uint64(record.start()),
                periodEnd: uint64(end),
                releasedUntil: record.releasedUntil(),
                state: record.cancelled() ? State.Cancelled : paid
            });
    }

    /// @inheritdoc ISubscriptions
    function heldFor(bytes32 subscriptionId) external view returns (uint96 earned, uint96 unearned) {
        PaidPeriods.Record memory record = _records[subscriptionId];
        if (record.payer() == address(0)) return (0, 0);
        PlanRecord storage plan = _planAt(record.number());
        (uint96 price, uint256 period) = (plan.price, plan.period);
        uint256 end = record.end(period);
        uint96 newest = record.dueNewest(price, period, _min(block.timestamp, end));
        earned = record.duePrevious(price, period) + newest;
        unearned = record.dueNewest(price, period, end) - newest;
    }

    function _checkKnown(bytes32 subscriptionId, PaidPeriods.Record memory record) internal pure {
        require(record.payer() != address(0), SubscriptionsUnknown(subscriptionId));
    }

    function _min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }
}
