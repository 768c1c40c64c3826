// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryRequests} from "../../../../contracts/interfaces/ITreasuryRequests.sol";
import {TreasuryModel} from "./TreasuryModel.sol";

/// @notice What councils' members do with payments, and who stops them.
abstract contract RequestActions is TreasuryModel {
    bytes32 internal constant CATEGORY = "campaign";

    function requestPayment(
        uint256 memberSeed,
        uint256 budgetSeed,
        uint256 amountSeed,
        uint256 payeeSeed
    ) external {
        (uint256 budget, address member) = (budgetSeed % budgets.length, memberOf(memberSeed));
        uint256 amount = _amountWithin(budgets[budget].scale, amountSeed);
        bool allowed = _mayRequest(budget, member, amount);
        (bool success, ) = _do(
            member,
            abi.encodeCall(
                ITreasuryRequests.requestPayment,
                (budget + 1, payeeOf(payeeSeed), uint128(amount), _purpose())
            )
        );
        expect(success || !allowed, "T2: a right request was refused");
        expect(!success || allowed, "T2: requested against the rules");
        if (!success) return;
        _push(ITreasuryRequests.Kind.Payment, budget, payeeOf(payeeSeed), amount, member);
        done["requestPayment"] += 1;
    }

    function approve(uint256 memberSeed, uint256 seed) external {
        (uint256 id, ) = _recent(seed);
        if (_approveAs(memberOf(memberSeed), id)) done["approve"] += 1;
    }

    function pay(uint256 callerSeed, uint256 seed) external {
        (uint256 id, Request storage request) = _recent(seed);
        string memory reason = _hindrance(request, ITreasuryRequests.Kind.Payment);
        uint256 token = budgets[request.budget].token;
        if (bytes(reason).length == 0) {
            if (request.amount > _room(request.budget)) reason = "T1: a budget's window let out too much";
            if (request.amount > held[token]) reason = "T5: paid what is not there";
            if (request.grantId != 0 && !_isPayable(request)) reason = "T4: a milestone twice, or stopped";
        }
        (bool success, ) = _do(payeeOf(callerSeed), abi.encodeCall(ITreasuryRequests.pay, (id)));
        expect(success || bytes(reason).length != 0, "T2: a right payment was refused");
        expect(!success || bytes(reason).length == 0, reason);
        if (!success) return;
        request.state = ITreasuryRequests.State.Paid;
        if (request.grantId != 0) _completeMilestone(request);
        _pass(request.budget, request.to, request.amount);
        done["pay"] += 1;
    }

    /// @notice The requester, any member, or the council as a whole.
    function cancel(uint256 seed, uint256 memberSeed, uint256 rarely) external {
        require(rarely % 4 == 0, "left alone");
        (uint256 id, Request storage request) = _recent(seed);
        address council = address(parts.councils[budgets[request.budget].council]);
        address caller = memberSeed % 3 == 0 ? council : memberOf(memberSeed);
        bool waits = request.state == ITreasuryRequests.State.Requested;
        bool runs = request.state == ITreasuryRequests.State.Running;
        bool allowed = caller == council ? waits || runs : waits && caller == request.approvers[0];
        (bool success, ) = _do(caller, abi.encodeCall(ITreasuryRequests.cancel, (id)));
        expect(success || !allowed, "T2: who may cancel cannot");
        expect(!success || allowed, "T2: cancelled by another");
        if (!success) return;
        _end(request);
        done["cancel"] += 1;
    }

    /// @notice The guardian's veto and the vote's.
    function stop(uint256 seed, bool byVote, uint256 rarely) external {
        require(rarely % 8 == 0, "left alone");
        (uint256 id, Request storage request) = _recent(seed);
        bytes4 selector = byVote ? ITreasuryRequests.revoke.selector : ITreasuryRequests.veto.selector;
        (bool success, ) = _do(GOVERNANCE, abi.encodeWithSelector(selector, id));
        bool allowed =
            request.state == ITreasuryRequests.State.Requested ||
                request.state == ITreasuryRequests.State.Running;
        expect(success == allowed, "T2: a stop that failed, or of what is over");
        if (!success) return;
        _end(request);
        done["stop"] += 1;
    }

    function _approveAs(address member, uint256 id) internal returns (bool success) {
        Request storage request = requests[id - 1];
        bool allowed = _waits(request) && _isMember(budgets[request.budget].council, member);
        for (uint256 i; i < request.approvers.length; ++i) {
            if (request.approvers[i] == member) allowed = false;
        }
        (success, ) = _do(member, abi.encodeCall(ITreasuryRequests.approve, (id)));
        expect(success || !allowed, "T2: a right approval was refused");
        expect(!success || allowed, "T2: approved by a stranger, twice or too late");
        if (!success) return false;
        request.approvers.push(member);
        request.times.push(block.timestamp);
    }

    function _end(Request storage request) private {
        request.state =
            request.state == ITreasuryRequests.State.Requested
                ? ITreasuryRequests.State.Cancelled
                : ITreasuryRequests.State.Stopped;
        request.endedAt = block.timestamp;
    }

    function _isPayable(Request storage payment) private view returns (bool) {
        Request storage grant = requests[payment.grantId - 1];
        return grant.state == ITreasuryRequests.State.Running && !grant.paid[payment.milestone];
    }

    function _completeMilestone(Request storage payment) private {
        Request storage grant = requests[payment.grantId - 1];
        grant.paid[payment.milestone] = true;
        for (uint256 i; i < grant.paid.length; ++i) {
            if (!grant.paid[i]) return;
        }
        grant.state = ITreasuryRequests.State.Paid;
    }

    /// @param requester Zero for what a vote opens.
    function _push(
        ITreasuryRequests.Kind kind,
        uint256 budget,
        address to,
        uint256 amount,
        address requester
    ) internal returns (Request storage request) {
        request = requests.push();
        (request.kind, request.state) = (kind, ITreasuryRequests.State.Requested);
        (request.budget, request.to, request.amount) = (budget, to, amount);
        request.requestedAt = block.timestamp;
        if (requester == address(0)) return request;
        request.approvers.push(requester);
        request.times.push(block.timestamp);
    }

    /// @dev One of the newest, so that several actions meet at one request.
    function _recent(uint256 seed) internal view returns (uint256 id, Request storage request) {
        uint256 count = requests.length;
        id = count - (seed % (count < 6 ? count : 6));
        return (id, requests[id - 1]);
    }

    /// @dev In each band as often, and at times above them all.
    function _amountWithin(uint256 scale, uint256 seed) internal pure returns (uint256) {
        uint256[4] memory most = [uint256(100e6), 500e6, 2_000e6, 2_200e6];
        return _between(seed / 4, 0, most[seed % 4] * scale);
    }

    function _purpose() internal pure returns (ITreasuryRequests.Purpose memory) {
        return ITreasuryRequests.Purpose(CATEGORY, "hash", "");
    }
}
