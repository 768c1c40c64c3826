// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title PaidPeriods
/// @notice What is known of a subscription, in two slots. Of its money there are times alone: what is earned, passed on or left
/// follows from them, the price and the length of a period. So nothing that rounds is ever stored.
/// @dev Of the periods before the newest at most one is not wholly passed on.
library PaidPeriods {
    /// @dev Each slot is one word, read and written in one piece: the compiler would unpack ten fields into memory.
    /// @param ends From the lowest bit: address payer, uint24 number, uint32 endsAt, uint32 releasedUntil, bool cancelled.
    /// @param period All that a renewal writes. From the lowest bit: address gateway, uint32 start, uint32 previousStart,
    /// uint24 index, bool fromWallet.
    struct Record {
        uint256 ends;
        uint256 period;
    }

    uint256 private constant TIME = type(uint32).max;
    /// @dev Of the second word: what no renewal changes.
    uint256 private constant AGREED = type(uint160).max | (1 << 248);

    function open(
        address payer_,
        uint24 number_,
        uint32 endsAt_,
        address gateway_,
        bool fromWallet_
    ) internal view returns (Record memory) {
        return
            Record({
                ends: uint256(uint160(payer_)) |
                    (uint256(number_) << 160) |
                    (uint256(endsAt_) << 184) |
                    (_now() << 216),
                period: uint256(uint160(gateway_)) |
                    (_now() << 160) |
                    (1 << 224) |
                    (uint256(fromWallet_ ? 1 : 0) << 248)
            });
    }

    /// @notice The next period begins now. Periods of an hour and more: their count never fills its 24 bits.
    function renew(Record memory record) internal view {
        record.period =
            (record.period & AGREED) |
            (_now() << 160) |
            (start(record) << 192) |
            ((index(record) + 1) << 224);
    }

    function release(Record memory record, uint32 until) internal pure {
        record.ends = (record.ends & ~(TIME << 216)) | (uint256(until) << 216);
    }

    function cancel(Record memory record, uint32 at) internal pure {
        record.ends = (record.ends & ~(TIME << 184)) | (uint256(at) << 184) | (1 << 248);
    }

    function payer(Record memory record) internal pure returns (address) {
        return address(uint160(record.ends));
    }

    /// @notice Of the plan.
    function number(Record memory record) internal pure returns (uint24) {
        return uint24(record.ends >> 160);
    }

    /// @notice Unix seconds from which no period is charged; of a cancelled subscription the end of its last one.
    function endsAt(Record memory record) internal pure returns (uint32) {
        return uint32(record.ends >> 184);
    }

    /// @notice Unix seconds up to which all that was earned has been passed on.
    function releasedUntil(Record memory record) internal pure returns (uint32) {
        return uint32(record.ends >> 216);
    }

    function cancelled(Record memory record) internal pure returns (bool) {
        return record.ends >> 248 != 0;
    }

    function gateway(Record memory record) internal pure returns (address) {
        return address(uint160(record.period));
    }

    /// @notice Unix seconds at which the newest period was charged.
    function start(Record memory record) internal pure returns (uint256) {
        return (record.period >> 160) & TIME;
    }

    /// @notice Of the one before; zero when there is none.
    function previousStart(Record memory record) internal pure returns (uint256) {
        return (record.period >> 192) & TIME;
    }

    /// @notice Of the newest period, counted from 1.
    function index(Record memory record) internal pure returns (uint256) {
        return uint24(record.period >> 224);
    }

    function fromWallet(Record memory record) internal pure returns (bool) {
        return record.period >> 248 != 0;
    }

    /// @notice Unix seconds from which the newest period serves no more.
    function end(Record memory record, uint256 period) internal pure returns (uint256) {
        return cancelled(record) ? endsAt(record) : start(record) + period;
    }

    /// @notice Unix seconds at which the period before the newest ended. Without one: long before any release.
    function previousEnd(Record memory record, uint256 period) internal pure returns (uint256) {
        return previousStart(record) + period;
    }

    /// @notice What the period before the newest has left to pass on, token base units. It is over, so all of it is earned.
    function duePrevious(Record memory record, uint96 price, uint256 period) internal pure returns (uint96) {
        uint256 until = previousEnd(record, period);
        if (releasedUntil(record) >= until) return 0;
        return _earned(price, period, previousStart(record), releasedUntil(record), until);
    }

    /// @notice What the newest period earns until `until`, which is not after its end, and has not passed on yet.
    function dueNewest(
        Record memory record,
        uint96 price,
        uint256 period,
        uint256 until
    ) internal pure returns (uint96) {
        return _earned(price, period, start(record), releasedUntil(record), until);
    }

    /// @notice What the newest period does not earn when it ends at `until`.
    function unearned(
        Record memory record,
        uint96 price,
        uint256 period,
        uint256 until
    ) internal pure returns (uint96) {
        return price - _earned(price, period, start(record), start(record), until);
    }

    /// @dev The differences of one rounded line: whatever the steps, they sum to the price.
    function _earned(
        uint96 price,
        uint256 period,
        uint256 begun,
        uint256 from,
        uint256 until
    ) private pure returns (uint96) {
        if (from < begun) from = begun;
        // A price has 96 bits, a period less than 26.
        unchecked {
            return uint96((price * (until - begun)) / period - (price * (from - begun)) / period);
        }
    }

    /// @dev Times are kept in 32 bits, as accounts do: until the year 2106.
    function _now() private view returns (uint256) {
        return uint32(block.timestamp);
    }
}
