// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {MaturingPurse} from "../../../contracts/market/libraries/MaturingPurse.sol";
import {vm} from "./Vm.sol";

/// @notice The ring of days against a plain list of credits, through years of random credits, holds and withdrawals.
contract MaturingPurseTest {
    using MaturingPurse for MaturingPurse.Purse;

    struct Credit {
        uint96 amount;
        uint64 maturesAt;
    }

    uint256 private constant STEPS = 60;

    MaturingPurse.Purse private _purse;
    Credit[] private _credits;

    function testFuzz_purseKeepsEveryCredit(uint256 seed) external {
        uint256 time = 1_800_000_000;
        for (uint256 step; step < STEPS; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            // Mostly within two days, now and then after weeks.
            time += (seed >> 8) % (seed % 8 == 0 ? 30 days : 2 days);
            vm.warp(time);
            if (seed % 5 == 0) withdraw();
            else credit(uint96(1 + ((seed >> 64) % 1e9)), uint32(1 days + ((seed >> 128) % (6 days + 1))));
            compare();
        }
    }

    function credit(uint96 amount, uint32 hold) private {
        uint64 maturesAt = _purse.add(amount, hold);
        require(maturesAt >= block.timestamp + 1 days, "matures before the shortest hold");
        require(maturesAt <= block.timestamp + 8 days, "matures after the longest hold and its day");
        _credits.push(Credit(amount, maturesAt));
    }

    function withdraw() private {
        uint256 expected;
        for (uint256 i; i < _credits.length; ++i) {
            if (_credits[i].maturesAt > block.timestamp) continue;
            expected += _credits[i].amount;
            _credits[i].amount = 0;
        }
        require(_purse.take() == expected, "took another sum");
    }

    function compare() private view {
        (uint256 matured, uint256 pending) = (0, 0);
        for (uint256 i; i < _credits.length; ++i) {
            if (_credits[i].maturesAt > block.timestamp) pending += _credits[i].amount;
            else matured += _credits[i].amount;
        }
        (uint96 actualMatured, uint96 actualPending) = _purse.balance();
        require(actualMatured == matured, "matured");
        require(actualPending == pending, "pending");
    }
}
