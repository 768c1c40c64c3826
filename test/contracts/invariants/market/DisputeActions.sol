// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IChargeDisputes} from "../../../../contracts/interfaces/IChargeDisputes.sol";
import {IEarnings} from "../../../../contracts/interfaces/IEarnings.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {ReceiptedClaimActions} from "./ReceiptedClaimActions.sol";

/// @notice Answers, true and false, refutations, rulings, and how a dispute ends without them.
abstract contract DisputeActions is ReceiptedClaimActions {
    /// @notice After a lie, the right receipt: it must pass wherever the position is, unless the tree was false. A gateway at its
    /// books answers for all. Some payers ask on, for another unit of the row, and are answered, and some say at once that the call failed.
    function answerDispute(uint256 seed, uint256 lie, uint96 position, uint256 then) external {
        uint256 id = lie % 4 == 0 ? _first(seed, IChargeDisputes.State.Open) : _someAnswerable(seed);
        _answer(id, lie / 4);
        for (uint256 i; i < disputes.length; ++i) if (_mustAnswer(disputes[i])) _answer(i, lie);

        uint256 row = disputes[id].row;
        uint96 other = _within(claimedRows[row].row, position);
        if (then % 3 == 0 && mayOpen(claimedRows[row], other)) {
            _open(row, other);
            _answer(disputes.length - 1, lie);
        }
        if (then % 3 == 1 && _mayContest(disputes[id])) _contest(id);
    }

    function _answer(uint256 id, uint256 lie) private {
        Dispute storage found = disputes[id];
        ClaimedRow memory claimed = claimedRows[found.row];
        bytes memory honest = _answering(id, answerOf(claimed, receiptAt(claimed, found.position)));
        bool allowed = _mustAnswer(found);
        if (allowed) {
            bytes memory lying = _answering(id, _lieOf(claimed, found.position, ((lie % 8) + id) % 8));
            mustFail(gateways[claimed.gateway], address(market.disputes), lying, "13: a lie was an answer");
        }
        attempt(gateways[claimed.gateway], address(market.disputes), honest, allowed, "13: answer");
        (found.state, found.deadline) = (IChargeDisputes.State.Answered, block.timestamp + 48 hours);
        claimedRows[found.row].open = false;
    }

    function _mustAnswer(Dispute storage found) private view returns (bool) {
        return isIn(found, IChargeDisputes.State.Open) && claimedRows[found.row].flaw == Flaw.None;
    }

    /// @notice A gateway that signed one receipt over all of a row loses every answer about it. The answer's neighbour, the
    /// answer itself and another gateway's word refute nothing.
    function refuteAnswers(uint256 seed) external {
        uint256 id = _someAnswered(seed);
        ClaimedRow memory claimed = claimedRows[disputes[id].row];
        _refuteInVain(id, claimed);
        IEscrowVault.Receipt memory whole = receiptOf(claimed, 0);
        (whole.callId, whole.seq) = (bytes32(uint256(2)), 9);
        (whole.price, whole.chargedCumulative) = (claimed.total, claimed.start + claimed.total);
        bytes memory signature = signReceipt(claimed.gateway, whole);
        _refute(id, claimed, whole, signature);
        for (uint256 i; i < disputes.length; ++i) {
            if (disputes[i].row != disputes[id].row || !isIn(disputes[i], IChargeDisputes.State.Answered))
                continue;
            _refute(i, claimed, whole, signature);
        }
    }

    /// @notice The payer says that the call failed. Each receipt is contested once.
    function contest(uint256 seed) external {
        _contest(_someAnswered(seed));
    }

    function _mayContest(Dispute storage found) private view returns (bool) {
        return isIn(found, IChargeDisputes.State.Answered) && !contested[_answered(found)];
    }

    /// @dev Digest of the right answer.
    function _answered(Dispute storage found) private view returns (bytes32) {
        ClaimedRow memory claimed = claimedRows[found.row];
        return market.vault.hashReceipt(receiptOf(claimed, receiptAt(claimed, found.position)));
    }

    function _contest(uint256 id) private {
        Dispute storage found = disputes[id];
        ClaimedRow memory claimed = claimedRows[found.row];
        uint256 which = receiptAt(claimed, found.position);
        IEscrowVault.Receipt memory answered = receiptOf(claimed, which);
        IGatewayRegistry.Permit memory none;
        market.usdc.mint(claimed.row.payer, found.bond);
        attempt(
            claimed.row.payer,
            address(market.disputes),
            abi.encodeCall(IChargeDisputes.contest, (id + 1, answered, none)),
            _mayContest(found),
            "13: contest"
        );
        contested[_answered(found)] = true;
        disputeBonds += found.bond;
        bonds[claimed.gateway].cases -= 1;
        (found.state, found.bond) = (IChargeDisputes.State.Contested, 2 * found.bond);
        (found.deadline, found.frozenUntil) = (block.timestamp + 21 days, block.timestamp + 21 days);
        found.payee = market.services.payeeOf(claimed.row.serviceId);
        uint256 there = owedForService[found.payee][claimed.row.serviceId];
        uint96 price = priceOf(claimed, which);
        found.frozen = there < price ? uint96(there) : price;
        owedForService[found.payee][claimed.row.serviceId] -= found.frozen;
        frozen += found.frozen;
    }

    function ruleDispute(uint256 seed, bool atFault) external {
        uint256 id = _someContested(seed);
        Dispute storage found = disputes[id];
        ClaimedRow storage claimed = claimedRows[found.row];
        bytes memory data = abi.encodeCall(IChargeDisputes.rule, (id + 1, atFault));
        mustFail(claimed.row.payer, address(market.disputes), data, "13: a payer ruled");
        bool allowed = isIn(found, IChargeDisputes.State.Contested);
        attempt(governance, address(market.disputes), data, allowed, "13: rule");
        found.state = atFault ? IChargeDisputes.State.Refunded : IChargeDisputes.State.Dismissed;
        if (atFault) {
            bookGivenBack(found);
            disputeOwed[claimed.row.payer] += found.bond;
        } else {
            disputeOwed[gateways[claimed.gateway]] += found.bond / 2;
            disputeOwed[found.payee] += found.bond / 2;
        }
        bookThawed(found);
    }

    /// @notice Whatever was or was not done about a dispute, anybody can end it when its time is over, and not before.
    function concludeDispute(uint256 seed, uint256 patience) external {
        uint256 id = _firstRunning(seed);
        Dispute storage found = disputes[id];
        ClaimedRow storage claimed = claimedRows[found.row];
        IChargeDisputes.State state = found.state;
        uint256 time = waited(patience % 8 == 0 ? found.deadline + ((patience / 8) % 4 == 0 ? 0 : 1) : 0);
        bytes memory data = abi.encodeCall(IChargeDisputes.conclude, (id + 1));
        bool due = isRunning(state) && time > found.deadline;
        attempt(integrator, address(market.disputes), data, due, "13: conclude");
        mustFail(integrator, address(market.disputes), data, "13: a dispute ended twice");
        if (state == IChargeDisputes.State.Open) return bookRefunded(found, time);
        found.state = IChargeDisputes.State.Dismissed;
        if (state == IChargeDisputes.State.Answered) {
            disputeOwed[gateways[claimed.gateway]] += found.bond;
            bonds[claimed.gateway].cases -= 1;
            return;
        }
        disputeOwed[gateways[claimed.gateway]] += found.bond / 2;
        disputeOwed[claimed.row.payer] += found.bond / 2;
        bookThawed(found);
    }

    /// @notice Anybody ends a freeze after 21 days, whether the dispute was concluded or not.
    function releaseFreeze(uint256 seed, uint256 patience) external {
        uint256 id = _someFrozen(seed);
        Dispute storage found = disputes[id];
        require(found.frozen != 0, "nothing frozen");
        uint256 time = waited(found.frozenUntil - (patience % 4 == 0 ? 1 : 0));
        bytes memory data = abi.encodeCall(IEarnings.release, (id + 1));
        attempt(integrator, address(market.earnings), data, time >= found.frozenUntil, "13: release");
        bookThawed(found);
    }

    function collectDisputeBonds(uint256 seed) external {
        address account;
        for (uint256 i; i < CREDITORS + GATEWAYS && disputeOwed[account] == 0; ++i) {
            uint256 place = ((seed % 64) + i) % (CREDITORS + GATEWAYS);
            account = place < CREDITORS ? creditors[place] : gateways[place - CREDITORS];
        }
        uint96 amount = disputeOwed[account];
        uint256 before = market.usdc.balanceOf(account);
        bytes memory data = abi.encodeCall(IChargeDisputes.collect, (account));
        attempt(account, address(market.disputes), data, amount != 0, "13: collect");
        mustFail(account, address(market.disputes), data, "13: a bond was paid twice");
        expect(market.usdc.balanceOf(account) - before == amount, "13: collected another sum");
        disputeOwed[account] = 0;
        collectedBonds += amount;
    }

    function setDisputeBond(uint96 amount) external {
        amount = uint96(between(amount, 0.5e6, 110e6));
        bytes memory data = abi.encodeCall(IChargeDisputes.setDisputeBond, (amount));
        bool allowed = amount >= 1e6 && amount <= 100e6;
        attempt(governance, address(market.disputes), data, allowed, "13: dispute bond");
        disputeBond = amount;
    }

    function _answering(uint256 id, IChargeDisputes.Answer memory shown) private pure returns (bytes memory) {
        return abi.encodeCall(IChargeDisputes.answer, (id + 1, shown));
    }

    /// @dev Each differs from the right answer in one thing.
    function _lieOf(
        ClaimedRow memory claimed,
        uint96 position,
        uint256 kind
    ) private view returns (IChargeDisputes.Answer memory shown) {
        uint256 which = receiptAt(claimed, position);
        bool single = claimed.total == claimed.first;
        // The row's other receipt, in its right place.
        if (kind == 0 && !single) return answerOf(claimed, 1 - which);
        shown = answerOf(claimed, which);
        uint256 signer = claimed.gateway;
        // Another call, which was in no tree.
        if (kind == 0) shown.receipt.callId = bytes32(uint256(3));
        // The wrong side, or one more level.
        if (kind == 1 && !single) shown.sides ^= 1;
        if (kind == 1 && single) shown.path = new IChargeDisputes.Sibling[](1);
        // The other row's path.
        if (kind == 2) shown.rowPath[0] = nodeOf(claimed);
        // A higher price, another gateway's word, an earlier start, other terms, a shorter way.
        if (kind == 3) shown.receipt.price += 1;
        if (kind == 4) signer = 1 - signer;
        if (kind == 5) shown.start = claimed.start == 0 ? 1 : claimed.start - 1;
        if (kind == 6) shown.feeVersion += 1;
        if (kind == 7) shown.rowPath = new bytes32[](0);
        shown.signature = signReceipt(signer, shown.receipt);
    }

    function _refuteInVain(uint256 id, ClaimedRow memory claimed) private {
        uint256 which = receiptAt(claimed, disputes[id].position);
        IEscrowVault.Receipt memory answered = receiptOf(claimed, which);
        IEscrowVault.Receipt memory next = receiptOf(claimed, which);
        next.chargedCumulative += next.price;
        bytes memory same = _refuting(id, answered, answered, signReceipt(claimed.gateway, answered));
        bytes memory beside = _refuting(id, answered, next, signReceipt(claimed.gateway, next));
        next.chargedCumulative -= 1;
        bytes memory foreign = _refuting(id, answered, next, signReceipt(1 - claimed.gateway, next));
        mustFail(integrator, address(market.disputes), same, "13: an answer refuted itself");
        mustFail(integrator, address(market.disputes), beside, "13: the next receipt refuted an answer");
        mustFail(integrator, address(market.disputes), foreign, "13: another gateway refuted an answer");
    }

    function _refute(
        uint256 id,
        ClaimedRow memory claimed,
        IEscrowVault.Receipt memory whole,
        bytes memory signature
    ) private {
        Dispute storage found = disputes[id];
        IEscrowVault.Receipt memory answered = receiptOf(claimed, receiptAt(claimed, found.position));
        bytes memory data = _refuting(id, answered, whole, signature);
        bool allowed = isIn(found, IChargeDisputes.State.Answered);
        attempt(integrator, address(market.disputes), data, allowed, "13: refute");
        bookRefunded(found, block.timestamp);
    }

    function _refuting(
        uint256 id,
        IEscrowVault.Receipt memory answered,
        IEscrowVault.Receipt memory other,
        bytes memory signature
    ) private pure returns (bytes memory) {
        return abi.encodeCall(IChargeDisputes.refute, (id + 1, answered, other, signature));
    }

    /// @dev The first from the seed on that is there in time, if there is one; else any.
    function _first(uint256 seed, IChargeDisputes.State state) private view returns (uint256 id) {
        require(disputes.length != 0, "no dispute");
        for (uint256 i; i < disputes.length; ++i) {
            id = ((seed % disputes.length) + i) % disputes.length;
            if (isIn(disputes[id], state)) return id;
        }
    }

    /// @dev If none can be answered, an honest gateway claims now, and its payer disputes it.
    function _someAnswerable(uint256 seed) private returns (uint256 id) {
        for (uint256 i; i < disputes.length; ++i) {
            id = ((seed % disputes.length) + i) % disputes.length;
            if (_mustAnswer(disputes[id])) return id;
        }
        _claimReceipted(seed, seed / 16, 1, uint96(seed), false);
        return disputes.length - 1;
    }

    /// @dev If none is answered, the gateway answers one now, if it can.
    function _someAnswered(uint256 seed) private returns (uint256 id) {
        id = _first(seed, IChargeDisputes.State.Answered);
        if (isIn(disputes[id], IChargeDisputes.State.Answered)) return id;
        uint256 open = _someAnswerable(seed);
        if (!_mustAnswer(disputes[open])) return id;
        _answer(open, seed);
        return open;
    }

    /// @dev If none is contested, a payer contests an answer now, if he may.
    function _someContested(uint256 seed) private returns (uint256 id) {
        id = _first(seed, IChargeDisputes.State.Contested);
        if (isIn(disputes[id], IChargeDisputes.State.Contested)) return id;
        uint256 answered = _someAnswered(seed);
        if (!_mayContest(disputes[answered])) return id;
        _contest(answered);
        return answered;
    }

    function _someFrozen(uint256 seed) private returns (uint256 id) {
        require(disputes.length != 0, "no dispute");
        for (uint256 i; i < disputes.length; ++i) {
            id = ((seed % disputes.length) + i) % disputes.length;
            if (disputes[id].frozen != 0) return id;
        }
        return _someContested(seed);
    }

    function _firstRunning(uint256 seed) private view returns (uint256 id) {
        require(disputes.length != 0, "no dispute");
        for (uint256 i; i < disputes.length; ++i) {
            id = ((seed % disputes.length) + i) % disputes.length;
            if (isRunning(disputes[id].state)) return id;
        }
    }
}
