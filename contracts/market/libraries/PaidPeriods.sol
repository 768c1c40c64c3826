// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title PaidPeriods
/// @notice What is known of a subscription, in two slots. Of its money there are times alone: what is earned, passed on or left
/// follows from them, the price and the length of a period. So nothing that rounds is ever stored.
/// @dev Of the periods before the newest at most one is not wholly passed on.
library PaidPeriods {
    /// @dev The second slot is all that a renewal writes.
    /// @param number Of the plan.
    /// @param endsAt Unix seconds from which no period is charged; of a cancelled subscription the end of its last one.
    /// @param releasedUntil Unix seconds up to which all that was earned has been passed on.
    /// @param start Unix seconds at which the newest period was charged.
    /// @param previousStart Of the one before; zero when there is none.
    /// @param index Of the newest period, counted from 1.
    struct Record {
        address payer;
        uint24 number;
        uint32 endsAt;
        uint32 releasedUntil;
        bool cancelled;
        address gateway;
        uint32 start;
        uint32 previousStart;
        uint24 index;
        bool fromWallet;
    }

    /// @notice Writes the first slot in one piece.
    function saveEnds(Record storage slots, Record memory record) internal {
        uint256 word =
            uint256(uint160(record.payer)) |
                (uint256(record.number) << 160) |
                (uint256(record.endsAt) << 184) |
                (uint256(record.releasedUntil) << 216) |
                (uint256(record.cancelled ? 1 : 0) << 248);
        assembly ("memory-safe") {
            sstore(slots.slot, word)
        }
    }

    /// @notice Writes the second slot in one piece.
    function savePeriod(Record storage slots, Record memory record) internal {
        uint256 word =
            uint256(uint160(record.gateway)) |
                (uint256(record.start) << 160) |
                (uint256(record.previousStart) << 192) |
                (uint256(record.index) << 224) |
                (uint256(record.fromWallet ? 1 : 0) << 248);
        assembly ("memory-safe") {
            sstore(add(slots.slot, 1), word)
        }
    }

    /// @notice Unix seconds from which the newest period serves no more.
    function end(Record memory record, uint256 period) internal pure returns (uint256) {
        return record.cancelled ? record.endsAt : record.start + period;
    }

    /// @notice Unix seconds at which the period before the newest ended. Without one: long before any release.
    function previousEnd(Record memory record, uint256 period) internal pure returns (uint256) {
        return record.previousStart + period;
    }

    /// @notice What the period before the newest has left to pass on, token base units. It is over, so all of it is earned.
    function duePrevious(Record memory record, uint96 price, uint256 period) internal pure returns (uint96) {
        uint256 until = previousEnd(record, period);
        if (record.releasedUntil >= until) return 0;
        return _earned(price, period, record.previousStart, record.releasedUntil, until);
    }

    /// @notice What the newest period earns until `until`, which is not after its end, and has not passed on yet.
    function dueNewest(
        Record memory record,
        uint96 price,
        uint256 period,
        uint256 until
    ) internal pure returns (uint96) {
        return _earned(price, period, record.start, record.releasedUntil, until);
    }

    /// @notice What the newest period does not earn when it ends at `until`.
    function unearned(
        Record memory record,
        uint96 price,
        uint256 period,
        uint256 until
    ) internal pure returns (uint96) {
        return price - _earned(price, period, record.start, record.start, until);
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
