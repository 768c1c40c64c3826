// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Voice} from "../dao/libraries/Voice.sol";

/// @notice Shows the library's numbers to tests and to the simulation of whales.
contract VoiceCounter {
    function weightOf(
        uint256 balance,
        uint256 earlier,
        uint16 multiplierBps
    ) external pure returns (uint256) {
        return Voice.weightOf(balance, earlier, multiplierBps);
    }

    /// @notice Voice of members with a credential each, who have long held these balances.
    function sum(uint256[] calldata balances) external pure returns (uint256 total) {
        for (uint256 i; i < balances.length; ++i) {
            total += Voice.weightOf(balances[i], balances[i], 10_000);
        }
    }

    /// @notice Fewest accounts, of one person each, among which `whale` must be split to be louder than `others`.
    /// @param whale STOA base units. @param others Voice of the others together.
    function identities(uint256 whale, uint256 others) external pure returns (uint256 fewest) {
        uint256 tooFew;
        fewest = 1e9;
        while (fewest - tooFew > 1) {
            uint256 count = (fewest + tooFew) / 2;
            uint256 voice = count * Voice.weightOf(whale / count, whale / count, 10_000);
            if (voice > others) fewest = count;
            else tooFew = count;
        }
    }

    function cap() external pure returns (uint256) {
        return Voice.CAP;
    }
}
