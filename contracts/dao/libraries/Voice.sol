// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Voice
/// @notice How loud one member is: the square root of what he held, and had held for a week, up to a cap.
library Voice {
    /// @notice Most STOA that counts, base units: 0.01 % of the supply. Past it a whale needs persons and not money.
    uint256 internal constant CAP = 100_000e18;

    uint256 private constant WHOLE = 10_000;

    /// @param balance At the snapshot, base units.
    /// @param earlier A week before it: borrowed tokens cost a week's interest.
    /// @param multiplierBps Of the member, basis points.
    function weightOf(
        uint256 balance,
        uint256 earlier,
        uint16 multiplierBps
    ) internal pure returns (uint256) {
        return (Math.sqrt(Math.min(Math.min(balance, earlier), CAP)) * multiplierBps) / WHOLE;
    }
}
