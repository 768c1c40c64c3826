// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";
import {PeriodTimes} from "../libraries/PeriodTimes.sol";
import {PaidShares} from "./PaidShares.sol";

/// @title Releases
/// @notice Passes on what was earned. Nothing that happens to a plan, a service or a gateway stands in its way.
abstract contract Releases is PaidShares {
    using PeriodTimes for PeriodTimes.Times;

    /// @notice Least that a running period passes on at a time, token base units: in smaller steps the rounding of the fee
    /// would eat up what a publisher earns.
    uint96 public constant LEAST_RELEASE = 0.01e6;

    /// @inheritdoc ISubscriptions
    function release(bytes32 subscriptionId) external nonReentrant returns (uint96 amount) {
        Record storage record = _known(subscriptionId);
        PlanRecord storage plan = _planAt(record.number);
        PeriodTimes.Times memory times = record.times.load();
        (uint96 price, uint256 period) = (plan.price, plan.period);
        uint256 end = times.end(period);
        uint256 until = _min(block.timestamp, end);
        uint96 previous = times.duePrevious(price, period);
        uint96 newest = times.dueNewest(price, period, until);
        amount = previous + newest;
        require(amount != 0, SubscriptionsNothingToRelease(subscriptionId));
        require(
            amount >= LEAST_RELEASE || until == end,
            SubscriptionsReleaseTooSmall(subscriptionId, amount, LEAST_RELEASE)
        );

        times.releasedUntil = uint40(until);
        record.times.save(times);
        Batch memory batch = _open(subscriptionId, record, plan);
        _share(batch, plan, times.index - 1, previous, times.previousStart);
        _share(batch, plan, times.index, newest, times.start);

        uint96 held = times.dueNewest(price, period, end);
        emit ReleasedUntil(subscriptionId, uint64(until), amount, held);
        _finish(batch);
    }

    /// @dev Passes on what the period before the newest has left, so that its time can be forgotten.
    function _releasePrevious(
        bytes32 subscriptionId,
        Record storage record,
        PlanRecord storage plan,
        PeriodTimes.Times memory times
    ) internal returns (Batch memory batch) {
        (uint96 price, uint256 period) = (plan.price, plan.period);
        uint256 until = times.previousEnd(period);
        if (times.releasedUntil >= until) return batch;
        uint96 amount = times.duePrevious(price, period);
        times.releasedUntil = uint40(until);
        if (amount == 0) return batch;

        batch = _open(subscriptionId, record, plan);
        _share(batch, plan, times.index - 1, amount, times.previousStart);

        emit ReleasedUntil(subscriptionId, uint64(until), amount, price);
    }
}
