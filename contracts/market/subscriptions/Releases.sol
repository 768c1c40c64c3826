// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";
import {PaidPeriods} from "../libraries/PaidPeriods.sol";
import {PaidShares} from "./PaidShares.sol";

/// @title Releases
/// @notice Passes on what was earned. Nothing that happens to a plan, a service or a gateway stands in its way.
abstract contract Releases is PaidShares {
    using PaidPeriods for PaidPeriods.Record;

    /// @notice Least that a running period passes on at a time, token base units: in smaller steps the rounding of the fee
    /// would eat up what a publisher earns.
    uint96 public constant LEAST_RELEASE = 0.01e6;

    /// @inheritdoc ISubscriptions
    function release(bytes32 subscriptionId) external nonReentrant returns (uint96 amount) {
        PaidPeriods.Record memory record = _records[subscriptionId];
        _checkKnown(subscriptionId, record);
        PlanRecord storage plan = _planAt(record.number());
        (uint96 price, uint256 period) = (plan.price, plan.period);
        uint256 end = record.end(period);
        uint256 until = _min(block.timestamp, end);
        uint96 previous = record.duePrevious(price, period);
        uint96 newest = record.dueNewest(price, period, until);
        amount = previous + newest;
        require(amount != 0, SubscriptionsNothingToRelease(subscriptionId));
        require(
            amount >= LEAST_RELEASE || until == end,
            SubscriptionsReleaseTooSmall(subscriptionId, amount, LEAST_RELEASE)
        );

        record.release(uint32(until));
        _records[subscriptionId].ends = record.ends;
        Batch memory batch = _open(subscriptionId, record, plan);
        _share(batch, plan, record.index() - 1, previous, record.previousStart());
        _share(batch, plan, record.index(), newest, record.start());

        uint96 held = record.dueNewest(price, period, end);
        emit ReleasedUntil(subscriptionId, uint64(until), amount, held);
        _payEarnings(batch.proceeds, batch.gross);
    }

    /// @dev Passes on what the period before the newest has left, so that its time can be forgotten.
    function _releasePrevious(
        bytes32 subscriptionId,
        PaidPeriods.Record memory record,
        PlanRecord storage plan
    ) internal {
        (uint96 price, uint256 period) = (plan.price, plan.period);
        uint96 amount = record.duePrevious(price, period);
        uint256 until = record.previousEnd(period);

        record.release(uint32(until));
        _records[subscriptionId].ends = record.ends;
        if (amount == 0) return;
        Batch memory batch = _open(subscriptionId, record, plan);
        _share(batch, plan, record.index() - 1, amount, record.previousStart());

        emit ReleasedUntil(subscriptionId, uint64(until), amount, price);
        _payEarnings(batch.proceeds, batch.gross);
    }
}
