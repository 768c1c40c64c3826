// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";
import {PeriodTimes} from "../libraries/PeriodTimes.sol";
import {Plans} from "./Plans.sol";

/// @title Records
/// @notice What is known of each subscription, and what is held for it.
abstract contract Records is Plans {
    using PeriodTimes for PeriodTimes.Times;

    /// @param number Of its plan; fills the slot, so that a renewal writes the last one alone.
    struct Record {
        address payer;
        uint40 endsAt;
        bool fromWallet;
        address gateway;
        uint96 number;
        PeriodTimes.Times times;
    }

    /// @dev Slot 5. Each subscription three slots. 0: address payer, uint40 endsAt, bool fromWallet. 1: address gateway, uint96
    /// number. 2: uint40 start, uint40 previousStart, uint40 releasedUntil, uint40 cutAt, uint32 index.
    mapping(bytes32 subscriptionId => Record) internal _records;

    /// @inheritdoc ISubscriptions
    function subscriptionOf(bytes32 subscriptionId) external view returns (Subscription memory found) {
        Record storage record = _records[subscriptionId];
        if (record.payer == address(0)) return found;
        PlanRecord storage plan = _planAt(record.number);
        PeriodTimes.Times memory times = record.times.load();
        uint256 end = times.end(plan.period);
        State paid = block.timestamp < end ? State.Running : State.Due;
        return
            Subscription({
                payer: record.payer,
                gateway: record.gateway,
                planId: plan.planId,
                fromWallet: record.fromWallet,
                endsAt: record.endsAt,
                periodIndex: times.index,
                periodStart: times.start,
                periodEnd: uint64(end),
                releasedUntil: times.releasedUntil,
                state: times.cutAt == 0 ? paid : State.Cancelled
            });
    }

    /// @inheritdoc ISubscriptions
    function heldFor(bytes32 subscriptionId) external view returns (uint96 earned, uint96 unearned) {
        Record storage record = _records[subscriptionId];
        if (record.payer == address(0)) return (0, 0);
        PlanRecord storage plan = _planAt(record.number);
        PeriodTimes.Times memory times = record.times.load();
        (uint96 price, uint256 period) = (plan.price, plan.period);
        uint256 end = times.end(period);
        uint256 until = _min(block.timestamp, end);
        uint96 newest = times.dueNewest(price, period, until);
        earned = times.duePrevious(price, period) + newest;
        unearned = times.dueNewest(price, period, end) - newest;
    }

    function _known(bytes32 subscriptionId) internal view returns (Record storage record) {
        record = _records[subscriptionId];
        require(record.payer != address(0), SubscriptionsUnknown(subscriptionId));
    }

    function _min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }
}
