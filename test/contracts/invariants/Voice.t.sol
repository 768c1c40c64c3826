// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Voice} from "../../../contracts/dao/libraries/Voice.sol";

/// @notice What the voice's formula promises for all balances and multipliers.
contract VoiceTest {
    function testFuzz_isAtMostTwiceTheRootOfTheCap(
        uint256 balance,
        uint256 earlier,
        uint16 bps
    ) external pure {
        uint256 voice = Voice.weightOf(balance, earlier, bps % 20_001);
        require(voice * voice <= 4 * Voice.CAP, "a voice over the bound");
    }

    function testFuzz_neverFallsWhenABalanceOrTheMultiplierGrows(
        uint256 balance,
        uint256 earlier,
        uint16 bps,
        uint256 more
    ) external pure {
        (balance, earlier) = (balance % 2e23, earlier % 2e23);
        (bps, more) = (bps % 10_001, more % 2e23);
        uint256 voice = Voice.weightOf(balance, earlier, bps);
        require(Voice.weightOf(balance + more, earlier, bps) >= voice, "a richer member is quieter");
        require(Voice.weightOf(balance, earlier + more, bps) >= voice, "a longer holder is quieter");
        require(Voice.weightOf(balance, earlier, bps + 10_000) >= voice, "a louder member is quieter");
    }

    /// @dev Why voices need persons: two accounts of one have more than he, but at most the root of two times as much.
    function testFuzz_splittingGainsTheRootOfTwo(uint256 balance, uint256 share) external pure {
        balance %= 1e27;
        share = balance == 0 ? 0 : share % (balance + 1);
        uint256 whole = Voice.weightOf(balance, balance, 10_000);
        uint256 parts =
            Voice.weightOf(share, share, 10_000) + Voice.weightOf(balance - share, balance - share, 10_000);
        require(parts + 1 >= whole, "splitting costs a voice");
        require(parts <= 2 * whole + 1, "two accounts count for more than two");
        // Below the cap: sqrt(a) + sqrt(b) <= sqrt(2 (a + b)).
        if (balance <= Voice.CAP) require(parts * parts <= 2 * balance, "splitting gains too much");
    }
}
