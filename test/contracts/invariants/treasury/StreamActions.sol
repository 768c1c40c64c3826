// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryRequests} from "../../../../contracts/interfaces/ITreasuryRequests.sol";
import {ITreasuryStreams} from "../../../../contracts/interfaces/ITreasuryStreams.sol";
import {GrantActions} from "./GrantActions.sol";

/// @notice Streams, by councils and by vote, and those who draw on them.
abstract contract StreamActions is GrantActions {
    uint256[] private _streamIds;

    function requestStream(
        uint256 memberSeed,
        uint256 budgetSeed,
        uint256 rateSeed,
        uint256 durationSeed
    ) external {
        (uint256 budget, address member) = (budgetSeed % budgets.length, memberOf(memberSeed));
        ITreasuryStreams.StreamTerms memory terms = _terms(rateSeed, durationSeed);
        uint256 sum = uint256(terms.ratePerSecond) * (terms.end - terms.start);
        bool allowed = _mayRequest(budget, member, sum);
        (bool success, ) = _do(
            member,
            abi.encodeCall(ITreasuryStreams.requestStream, (budget + 1, payeeOf(rateSeed), terms, _purpose()))
        );
        expect(success == allowed, "T3: a stream requested against the rules, or a right one refused");
        if (!success) return;
        _setStream(_push(ITreasuryRequests.Kind.Stream, budget, payeeOf(rateSeed), sum, member), terms);
        done["requestStream"] += 1;
    }

    function approveStream(uint256 memberSeed, uint256 seed) external {
        (uint256 id, ) = _recentStream(seed);
        if (_approveAs(memberOf(memberSeed), id)) done["approveStream"] += 1;
    }

    function openStream(uint256 seed) external {
        (uint256 id, Request storage stream) = _recentStream(seed);
        string memory reason = _hindrance(stream, ITreasuryRequests.Kind.Stream);
        (bool success, ) = _do(payeeOf(seed), abi.encodeCall(ITreasuryStreams.openStream, (id)));
        expect(success || bytes(reason).length != 0, "T3: a right opening was refused");
        expect(!success || bytes(reason).length == 0, reason);
        if (!success) return;
        stream.state = ITreasuryRequests.State.Running;
        done["openStream"] += 1;
    }

    function openStreamByVote(uint256 budgetSeed, uint256 rateSeed, uint256 durationSeed) external {
        uint256 budget = budgetSeed % budgets.length;
        ITreasuryStreams.StreamTerms memory terms = _terms(rateSeed, durationSeed);
        uint256 sum = uint256(terms.ratePerSecond) * (terms.end - terms.start);
        uint256 perWindow = uint256(terms.ratePerSecond) * budgets[budget].window;
        bool fits = sum <= budgets[budget].cap || perWindow <= budgets[budget].cap;
        (bool success, ) = _do(
            GOVERNANCE,
            abi.encodeCall(
                ITreasuryStreams.openStreamByVote,
                (budget + 1, payeeOf(rateSeed), terms, _purpose())
            )
        );
        expect(success == (fits && budgets[budget].closedAt == 0), "T3: a stream past its window's cap");
        if (!success) return;
        Request storage stream = _push(
            ITreasuryRequests.Kind.Stream,
            budget,
            payeeOf(rateSeed),
            sum,
            address(0)
        );
        stream.state = ITreasuryRequests.State.Running;
        _setStream(stream, terms);
        done["openStreamByVote"] += 1;
    }

    function withdrawStream(uint256 callerSeed, uint256 seed) external {
        (uint256 id, Request storage stream) = _recentStream(seed);
        uint256 due = _accrued(stream) - stream.withdrawn;
        uint256 room = _room(stream.budget);
        uint256 amount = due < room ? due : room;
        uint256 token = budgets[stream.budget].token;
        bool allowed = amount != 0 && amount <= held[token];
        uint256 before = parts.tokens[token].balanceOf(stream.to);
        (bool success, ) = _do(payeeOf(callerSeed), abi.encodeCall(ITreasuryStreams.withdrawStream, (id)));
        expect(success == allowed, "T3: a due withdrawal was refused, or another passed");
        if (!success) return;
        expect(parts.tokens[token].balanceOf(stream.to) - before == amount, "T3: another sum");
        stream.withdrawn += amount;
        if (stream.withdrawn == stream.amount) stream.state = ITreasuryRequests.State.Paid;
        _pass(stream.budget, stream.to, amount);
        done["withdrawStream"] += 1;
    }

    function _setStream(Request storage stream, ITreasuryStreams.StreamTerms memory terms) private {
        (stream.rate, stream.start, stream.end) = (terms.ratePerSecond, terms.start, terms.end);
        _streamIds.push(requests.length);
    }

    function _terms(
        uint256 rateSeed,
        uint256 durationSeed
    ) private view returns (ITreasuryStreams.StreamTerms memory terms) {
        terms.ratePerSecond = uint96(_between(rateSeed, 1, 2_500));
        terms.start = uint40(block.timestamp + (rateSeed % 2 days));
        terms.end = uint40(terms.start + _between(durationSeed, 1 days, 30 days));
    }

    function _recentStream(uint256 seed) private view returns (uint256 id, Request storage stream) {
        uint256 count = _streamIds.length;
        id = _streamIds[count - 1 - (seed % (count < 4 ? count : 4))];
        return (id, requests[id - 1]);
    }
}
