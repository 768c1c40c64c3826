// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICouncil} from "../../interfaces/ICouncil.sol";
import {ITreasuryRequests} from "../../interfaces/ITreasuryRequests.sol";
import {Budgets} from "./Budgets.sol";

/// @title Requests
/// @notice How what a council wants is approved, stopped and paid from its budget.
abstract contract Requests is Budgets, ITreasuryRequests {
    /// @notice Seconds from a request until nothing can be done with it any more.
    uint40 public constant REQUEST_LIFE = 30 days;

    /// @dev Slot 3.
    /// @inheritdoc ITreasuryRequests
    uint256 public requestCount;
    /// @dev Slot 4. Three slots each. 0: address to, uint32 budgetId, uint40 requestedAt, Kind kind, State state. 1: uint128
    /// amount, uint40 endedAt, uint64 grantId, uint16 milestone. 2: bytes32 category.
    mapping(uint256 requestId => Request) private _requests;
    /// @dev Slot 5. One slot each: address member, uint40 time. By ascending time.
    mapping(uint256 requestId => Approval[]) private _approvals;

    /// @inheritdoc ITreasuryRequests
    function approve(uint256 requestId) external {
        Request storage request = _waiting(requestId);
        _checkMember(request.budgetId);
        Approval[] storage approvals = _approvals[requestId];
        uint256 count = approvals.length;
        for (uint256 i; i < count; ++i) {
            require(approvals[i].member != msg.sender, TreasuryApprovedAlready(requestId, msg.sender));
        }

        _approve(requestId);
    }

    /// @inheritdoc ITreasuryRequests
    function cancel(uint256 requestId) external {
        Request storage request = _request(requestId);
        bool isCouncil = msg.sender == address(_budget(request.budgetId).terms.council);
        require(
            isCouncil || (request.state == State.Requested && _approvals[requestId][0].member == msg.sender),
            TreasuryNotRequesterOrCouncil(requestId, msg.sender)
        );
        _end(requestId);
    }

    /// @inheritdoc ITreasuryRequests
    function veto(uint256 requestId) external restricted {
        _end(requestId);
    }

    /// @inheritdoc ITreasuryRequests
    function revoke(uint256 requestId) external restricted {
        _end(requestId);
    }

    /// @inheritdoc ITreasuryRequests
    function requestOf(uint256 requestId) external view returns (Request memory) {
        return _request(requestId);
    }

    /// @inheritdoc ITreasuryRequests
    function approvalsOf(uint256 requestId) external view returns (Approval[] memory) {
        return _approvals[requestId];
    }

    /// @inheritdoc ITreasuryRequests
    function progressOf(
        uint256 requestId
    ) public view returns (uint256 approvals, uint256 needed, uint256 payableAt) {
        Request storage request = _request(requestId);
        ICouncil council = _budget(request.budgetId).terms.council;
        Band memory band = _bandFor(request.budgetId, request.amount);
        needed = band.approvals;
        uint256 count = _approvals[requestId].length;
        for (uint256 i; i < count; ++i) {
            Approval memory approval = _approvals[requestId][i];
            if (!council.isMember(approval.member)) continue;
            ++approvals;
            // From the approval that was missing last, so that whoever objects has the whole delay.
            if (approvals == needed) payableAt = approval.time + band.delay;
        }
    }

    function _requestByMember(
        uint256 budgetId,
        address to,
        Kind kind,
        uint256 amount,
        Purpose memory purpose
    ) internal returns (uint256 requestId) {
        _checkMember(budgetId);
        _bandFor(budgetId, amount);
        requestId = _record(budgetId, to, kind, amount, purpose);
        _approve(requestId);
    }

    function _record(
        uint256 budgetId,
        address to,
        Kind kind,
        uint256 amount,
        Purpose memory purpose
    ) internal returns (uint256 requestId) {
        _openedBudget(budgetId);
        _checkMovement(to, amount, purpose.category);

        requestId = ++requestCount;
        Request storage request = _requests[requestId];
        (request.to, request.budgetId, request.requestedAt) = (to, uint32(budgetId), uint40(block.timestamp));
        (request.kind, request.state) = (kind, State.Requested);
        (request.amount, request.category) = (uint128(amount), purpose.category);

        emit Requested(
            requestId,
            budgetId,
            to,
            kind,
            request.amount,
            purpose.category,
            purpose.documentHash,
            purpose.uri
        );
    }

    /// @dev Approved by enough current members, and their delay is over.
    function _approved(uint256 requestId, Kind kind) internal view returns (Request storage request) {
        request = _waiting(requestId);
        require(request.kind == kind, TreasuryWrongKind(requestId, request.kind, kind));
        (uint256 approvals, uint256 needed, uint256 payableAt) = progressOf(requestId);
        require(approvals >= needed, TreasuryTooFewApprovals(requestId, approvals, needed));
        require(block.timestamp >= payableAt, TreasuryTooEarly(requestId, payableAt));
    }

    function _payOut(uint256 requestId, uint256 amount) internal {
        Request storage request = _requests[requestId];
        (uint256 budgetId, address to) = (request.budgetId, request.to);
        IERC20 token = _budget(budgetId).terms.token;

        _charge(budgetId, amount);

        emit Paid(requestId, request.category, token, to, amount);
        _send(token, to, amount);
    }

    function _request(uint256 requestId) internal view returns (Request storage) {
        uint256 count = requestCount;
        require(requestId != 0 && requestId <= count, TreasuryUnknownRequest(requestId, count));
        return _requests[requestId];
    }

    /// @dev Neither carried out nor ended nor too old, of a budget that is open.
    function _waiting(uint256 requestId) private view returns (Request storage request) {
        request = _request(requestId);
        uint256 expiresAt = request.requestedAt + REQUEST_LIFE;
        require(request.state == State.Requested, TreasuryWrongState(requestId, request.state));
        require(block.timestamp < expiresAt, TreasuryRequestExpired(requestId, expiresAt));
        _openedBudget(request.budgetId);
    }

    function _approve(uint256 requestId) private {
        _approvals[requestId].push(Approval(msg.sender, uint40(block.timestamp)));
        emit Approved(requestId, msg.sender);
    }

    function _end(uint256 requestId) private {
        Request storage request = _request(requestId);
        State state = request.state;
        require(state == State.Requested || state == State.Running, TreasuryWrongState(requestId, state));

        state = state == State.Requested ? State.Cancelled : State.Stopped;
        (request.state, request.endedAt) = (state, uint40(block.timestamp));

        emit Ended(requestId, state, msg.sender);
    }

    function _checkMember(uint256 budgetId) private view {
        ICouncil council = _openedBudget(budgetId).council;
        require(council.isMember(msg.sender), TreasuryNotMember(budgetId, msg.sender));
    }
}
