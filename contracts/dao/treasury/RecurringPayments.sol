// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ITreasuryStreams} from "../../interfaces/ITreasuryStreams.sol";
import {Payments} from "./Payments.sol";

/// @title RecurringPayments
/// @notice Recurring payments that accrue by the second and are pulled to the payee.
abstract contract RecurringPayments is Payments, ITreasuryStreams {
    struct StreamRecord {
        StreamTerms terms;
        uint128 withdrawn;
    }

    /// @notice Bounds of a stream, seconds.
    uint40 public constant LATEST_START = 90 days;
    uint40 public constant SHORTEST_STREAM = 1 days;
    uint40 public constant LONGEST_STREAM = 730 days;

    /// @dev Slot 8. Two slots each: uint96 ratePerSecond, uint40 start, uint40 end; uint128 withdrawn.
    mapping(uint256 streamId => StreamRecord) private _streams;

    /// @inheritdoc ITreasuryStreams
    function requestStream(
        uint256 budgetId,
        address payee,
        StreamTerms calldata terms,
        Purpose calldata purpose
    ) external returns (uint256 streamId) {
        uint256 sum = _checkTerms(terms);
        streamId = _requestByMember(budgetId, payee, Kind.Stream, sum, purpose);
        _setStream(streamId, terms);
    }

    /// @inheritdoc ITreasuryStreams
    function openStream(uint256 streamId) external {
        _approved(streamId, Kind.Stream).state = State.Running;
        emit StreamOpened(streamId);
    }

    /// @inheritdoc ITreasuryStreams
    function openStreamByVote(
        uint256 budgetId,
        address payee,
        StreamTerms calldata terms,
        Purpose calldata purpose
    ) external restricted returns (uint256 streamId) {
        uint256 sum = _checkTerms(terms);
        Budget storage budget = _openedBudget(budgetId);
        uint256 perWindow = Math.min(sum, uint256(terms.ratePerSecond) * budget.window);
        require(perWindow <= budget.cap, TreasuryStreamOverCap(perWindow, budget.cap));

        streamId = _record(budgetId, payee, Kind.Stream, sum, purpose);
        _setStream(streamId, terms);
        _request(streamId).state = State.Running;
        emit StreamOpened(streamId);
    }

    /// @inheritdoc ITreasuryStreams
    function withdrawStream(uint256 streamId) external nonReentrant returns (uint256 amount) {
        Request storage request = _request(streamId);
        StreamRecord storage stream = _streams[streamId];
        uint256 withdrawn = stream.withdrawn;
        uint256 due = accruedOf(streamId) - withdrawn;
        require(due != 0, TreasuryNothingDue(streamId));
        amount = Math.min(due, availableOf(request.budgetId));
        require(amount != 0, TreasuryWindowUsed(request.budgetId, 0, due));

        withdrawn += amount;
        stream.withdrawn = uint128(withdrawn);
        if (withdrawn == request.amount) request.state = State.Paid;

        _payOut(streamId, amount);
    }

    /// @inheritdoc ITreasuryStreams
    function streamOf(uint256 streamId) external view returns (StreamTerms memory terms, uint256 withdrawn) {
        StreamRecord storage stream = _streams[streamId];
        return (stream.terms, stream.withdrawn);
    }

    /// @inheritdoc ITreasuryStreams
    function accruedOf(uint256 streamId) public view returns (uint256) {
        Request storage request = _request(streamId);
        State state = request.state;
        if (state == State.Requested || state == State.Cancelled) return 0;

        StreamTerms memory terms = _streams[streamId].terms;
        uint256 until = Math.min(block.timestamp, terms.end);
        uint40 closedAt = _budget(request.budgetId).closedAt;
        if (request.endedAt != 0) until = Math.min(until, request.endedAt);
        if (closedAt != 0) until = Math.min(until, closedAt);
        return Math.saturatingSub(until, terms.start) * terms.ratePerSecond;
    }

    function _setStream(uint256 streamId, StreamTerms calldata terms) private {
        _streams[streamId].terms = terms;
        emit StreamRequested(streamId, terms.ratePerSecond, terms.start, terms.end);
    }

    /// @return sum All that it will accrue. It fits 128 bits: a rate of 96 for less than 2^26 seconds.
    function _checkTerms(StreamTerms calldata terms) private view returns (uint256 sum) {
        uint256 latest = block.timestamp + LATEST_START;
        uint256 duration = Math.saturatingSub(terms.end, terms.start);
        require(
            terms.start >= block.timestamp && terms.start <= latest,
            TreasuryStreamStart(terms.start, block.timestamp, latest)
        );
        require(
            duration >= SHORTEST_STREAM && duration <= LONGEST_STREAM,
            TreasuryStreamDuration(terms.start, terms.end, SHORTEST_STREAM, LONGEST_STREAM)
        );
        return duration * terms.ratePerSecond;
    }
}
