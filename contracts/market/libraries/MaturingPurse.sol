// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title MaturingPurse
/// @notice Money that matures by the day: one bucket per UTC day, in a ring.
///
/// A day's bucket matures at the end of that day plus the hold in force at its first credit. So an amount waits at least
/// the hold and less than a day longer, and a later change of the hold never moves what is booked already.
///
/// A bucket comes round again after RING days, two days after the longest hold could still keep it: a bucket found
/// under today's index is either today's own or has matured. Hence `maturesAt` alone tells them apart.
library MaturingPurse {
    uint32 internal constant LONGEST_HOLD = 7 days;
    uint256 private constant RING = LONGEST_HOLD / 1 days + 2;

    struct Bucket {
        uint96 amount;
        uint64 maturesAt;
    }

    /// @param matured Rolled out of buckets and not yet taken.
    /// @param opened Keeps the slot from zero, so that rolling after a withdrawal stays cheap.
    /// @param buckets One slot each. Never zeroed: `maturesAt` stays.
    struct Purse {
        uint96 matured;
        bool opened;
        Bucket[RING] buckets;
    }

    /// @notice Adds `amount` to today's bucket.
    /// @return maturesAt Unix seconds from which it can be taken.
    function add(Purse storage purse, uint96 amount, uint32 hold) internal returns (uint64 maturesAt) {
        uint256 today = block.timestamp / 1 days;
        Bucket storage bucket = purse.buckets[today % RING];
        Bucket memory found = bucket;

        if (found.maturesAt <= block.timestamp) {
            if (found.amount != 0) {
                purse.matured += found.amount;
                purse.opened = true;
            }
            found = Bucket({amount: 0, maturesAt: uint64((today + 1) * 1 days + hold)});
        }
        bucket.amount = found.amount + amount;
        bucket.maturesAt = found.maturesAt;
        return found.maturesAt;
    }

    /// @notice Empties everything that has matured and returns how much it was.
    function take(Purse storage purse) internal returns (uint96 amount) {
        amount = purse.matured;
        if (amount != 0) purse.matured = 0;
        for (uint256 i; i < RING; ++i) {
            Bucket storage bucket = purse.buckets[i];
            if (bucket.amount == 0 || bucket.maturesAt > block.timestamp) continue;
            amount += bucket.amount;
            bucket.amount = 0;
        }
    }

    /// @notice Takes `amount` before its time: from what has yet to mature, then from what has matured.
    /// @return missing What the purse did not hold.
    function takeBack(Purse storage purse, uint96 amount) internal returns (uint96 missing) {
        missing = amount;
        for (uint256 i; i < RING && missing != 0; ++i) {
            Bucket storage bucket = purse.buckets[i];
            if (bucket.maturesAt <= block.timestamp) continue;
            uint96 part = bucket.amount < missing ? bucket.amount : missing;
            bucket.amount -= part;
            missing -= part;
        }
        if (missing == 0) return 0;
        uint96 matured = take(purse);
        uint96 rest = matured < missing ? matured : missing;
        purse.matured = matured - rest;
        return missing - rest;
    }

    /// @notice Adds what was taken back before, free to be taken.
    function giveBack(Purse storage purse, uint96 amount) internal {
        purse.matured += amount;
        purse.opened = true;
    }

    /// @notice What can be taken now, and what has yet to mature.
    function balance(Purse storage purse) internal view returns (uint96 matured, uint96 pending) {
        matured = purse.matured;
        for (uint256 i; i < RING; ++i) {
            Bucket memory bucket = purse.buckets[i];
            if (bucket.maturesAt > block.timestamp) pending += bucket.amount;
            else matured += bucket.amount;
        }
    }
}
