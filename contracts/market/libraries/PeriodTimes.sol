// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title PeriodTimes
/// @notice The paid periods of a subscription, kept as times alone: what is earned, passed on or left follows from them, the
/// price and the length of a period. So nothing that rounds is ever stored.
/// @dev Of the periods before the newest at most one is not wholly passed on.
library PeriodTimes {
    /// @param start Unix seconds at which the newest period was charged.
    /// @param previousStart Of the one before; zero when there is none.
    /// @param releasedUntil Unix seconds up to which all that was earned has been passed on.
    /// @param cutAt Unix seconds at which the newest period ends early; zero unless it was cancelled.
    /// @param index Of the newest period, counted from 1.
    struct Times {
        uint40 start;
        uint40 previousStart;
        uint40 releasedUntil;
        uint40 cutAt;
        uint32 index;
    }

    /// @notice Reads all from their one slot.
    function load(Times storage times) internal view returns (Times memory loaded) {
        uint256 word;
        assembly ("memory-safe") {
            word := sload(times.slot)
        }
        loaded.start = uint40(word);
        loaded.previousStart = uint40(word >> 40);
        loaded.releasedUntil = uint40(word >> 80);
        loaded.cutAt = uint40(word >> 120);
        loaded.index = uint32(word >> 160);
    }

    /// @notice Writes all into their one slot at once.
    function save(Times storage times, Times memory changed) internal {
        uint256 word =
            uint256(changed.start) |
                (uint256(changed.previousStart) << 40) |
                (uint256(changed.releasedUntil) << 80) |
                (uint256(changed.cutAt) << 120) |
                (uint256(changed.index) << 160);
        assembly ("memory-safe") {
            sstore(times.slot, word)
        }
    }

    /// @notice Unix seconds from which the newest period serves no more.
    function end(Times memory times, uint256 period) internal pure returns (uint256) {
        return times.cutAt == 0 ? times.start + period : times.cutAt;
    }

    /// @notice Unix seconds at which the period before the newest ended. Without one: long before any release.
    function previousEnd(Times memory times, uint256 period) internal pure returns (uint256) {
        return times.previousStart + period;
    }

    /// @notice What the period before the newest has left to pass on, token base units. It is over, so all of it is earned.
    function duePrevious(
        Times memory times,
        uint96 price,
        uint256 period
    ) internal pure returns (uint96 amount) {
        uint256 until = previousEnd(times, period);
        if (times.releasedUntil >= until) return 0;
        return _earned(price, period, times.previousStart, times.releasedUntil, until);
    }

    /// @notice What the newest period earns until `until`, which is not after its end, and has not passed on yet.
    function dueNewest(
        Times memory times,
        uint96 price,
        uint256 period,
        uint256 until
    ) internal pure returns (uint96) {
        return _earned(price, period, times.start, times.releasedUntil, until);
    }

    /// @notice What the newest period does not earn when it ends at `until`.
    function unearned(
        Times memory times,
        uint96 price,
        uint256 period,
        uint256 until
    ) internal pure returns (uint96) {
        return price - _earned(price, period, times.start, times.start, until);
    }

    /// @dev The differences of one rounded line: whatever the steps, they sum to the price.
    function _earned(
        uint96 price,
        uint256 period,
        uint256 start,
        uint256 from,
        uint256 until
    ) private pure returns (uint96) {
        if (from < start) from = start;
        // A price has 96 bits, a period less than 26.
        unchecked {
            return uint96((price * (until - start)) / period - (price * (from - start)) / period);
        }
    }
}
