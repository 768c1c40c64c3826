// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasurySpending} from "../../../../contracts/interfaces/ITreasurySpending.sol";
import {StreamActions} from "./StreamActions.sol";

/// @notice What is spent by vote, at once and from the queue.
abstract contract SpendActions is StreamActions {
    function spend(uint256 tokenSeed, uint256 amountSeed, uint256 payeeSeed) external {
        uint256 token = tokenSeed % TOKENS;
        uint256 amount = _between(amountSeed, 1, held[token] / 45 + 2);
        bool allowed = amount <= held[token] / 50;
        bool atOnce = amount <= _spendRoom(token);
        (bool success, ) = _do(GOVERNANCE, _call(ITreasurySpending.spend.selector, token, payeeSeed, amount));
        expect(success == allowed, "T1: spent past the cap, or a right spend was refused");
        if (!success) return;
        if (atOnce) {
            spendFlows[token].push(Flow(block.timestamp, amount));
            _leave(token, payeeOf(payeeSeed), amount);
            done["spend"] += 1;
        } else {
            queue.push(Queued(token, payeeOf(payeeSeed), amount, true));
            done["queue"] += 1;
        }
    }

    function spendUncapped(
        uint256 tokenSeed,
        uint256 amountSeed,
        uint256 payeeSeed,
        uint256 rarely
    ) external {
        require(rarely % 8 == 0, "left alone");
        uint256 token = tokenSeed % TOKENS;
        uint256 amount = _between(amountSeed, 1, held[token] / 2 + 1);
        bool allowed = amount <= held[token];
        (bool success, ) = _do(
            GOVERNANCE,
            _call(ITreasurySpending.spendUncapped.selector, token, payeeSeed, amount)
        );
        expect(success == allowed, "T5: paid what is not there, or a right spend was refused");
        if (!success) return;
        _leave(token, payeeOf(payeeSeed), amount);
        done["spendUncapped"] += 1;
    }

    function payQueued(uint256 seed, uint256 callerSeed) external {
        uint256 id = _between(seed, 1, queue.length);
        Queued storage queued = queue[id - 1];
        bool allowed = queued.open && queued.amount <= _spendRoom(queued.token);
        (bool success, ) = _do(payeeOf(callerSeed), abi.encodeCall(ITreasurySpending.payQueued, (id)));
        expect(success || !allowed, "T6: a queued spend was refused its room");
        expect(!success || allowed, "T6: a queued spend was paid twice or too early");
        if (!success) return;
        queued.open = false;
        spendFlows[queued.token].push(Flow(block.timestamp, queued.amount));
        _leave(queued.token, queued.to, queued.amount);
        done["payQueued"] += 1;
    }

    function dropQueued(uint256 seed, uint256 rarely) external {
        require(rarely % 8 == 0, "left alone");
        uint256 id = _between(seed, 1, queue.length);
        (bool success, ) = _do(GOVERNANCE, abi.encodeCall(ITreasurySpending.dropQueued, (id)));
        expect(success == queue[id - 1].open, "T6: dropped what was paid, or not what waits");
        if (!success) return;
        queue[id - 1].open = false;
        done["dropQueued"] += 1;
    }

    function _call(
        bytes4 selector,
        uint256 token,
        uint256 payeeSeed,
        uint256 amount
    ) private view returns (bytes memory) {
        return abi.encodeWithSelector(selector, parts.tokens[token], payeeOf(payeeSeed), amount, CATEGORY);
    }
}
