// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Locks of stakes
/// @notice The Court's hooks: each open case holds the stake of one service and may take a bounded part of it. Neither
/// touches what the service has earned: claims, forced claims, maturing and payouts go on.
interface IStakeLocks {
    /// @param slashable Token base units that may still be taken under this lock: at first half of the stake, thawing part
    /// included, as it was at the opening.
    /// @param until Unix seconds from which nothing more is taken and anybody may lift the lock.
    struct Lock {
        uint96 slashable;
        uint64 until;
        bool open;
    }

    /// @notice One receiver of a slash: a harmed client, the challenger, the Treasury.
    struct Award {
        address to;
        uint96 amount;
    }

    event StakeLocked(uint256 indexed serviceId, uint256 indexed lockId, uint96 slashable, uint64 until);
    event StakeUnlocked(uint256 indexed serviceId, uint256 indexed lockId);
    event Slashed(
        uint256 indexed serviceId,
        uint256 indexed lockId,
        uint96 amount,
        uint96 total,
        uint96 thawing
    );
    /// @notice `paid` is false when the token refused the transfer; the receiver collects the award then.
    event Awarded(
        uint256 indexed serviceId,
        uint256 indexed lockId,
        address indexed to,
        uint96 amount,
        bool paid
    );
    event AwardCollected(address indexed receiver, address indexed to, uint256 amount);

    error ServiceRegistryLockDate(uint64 until, uint256 earliest, uint256 latest);
    error ServiceRegistryUnknownLock(uint256 serviceId, uint256 lockId, uint256 count);
    error ServiceRegistryLockClosed(uint256 serviceId, uint256 lockId);
    error ServiceRegistryLockHolds(uint256 serviceId, uint256 lockId, uint64 until);
    error ServiceRegistryLockOver(uint256 serviceId, uint256 lockId, uint64 until);
    error ServiceRegistrySlashTooHigh(uint256 serviceId, uint256 lockId, uint256 amount, uint256 maximum);
    error ServiceRegistryZeroAddress();

    /// @notice Holds the stake of a service: no thaw starts and nothing leaves while a lock is open. The clock of a thaw
    /// that runs goes on, since others may open their case meanwhile. Role SLASHER.
    /// @param until At most `MAX_LOCK` ahead.
    /// @return lockId Counted from 1 for each service. Several can be open at once, one a case.
    function lock(uint256 serviceId, uint64 until) external returns (uint256 lockId);

    /// @notice Ends a lock. Role SLASHER.
    function unlock(uint256 serviceId, uint256 lockId) external;

    /// @notice Ends a lock whose time is over. Anybody may.
    function liftLock(uint256 serviceId, uint256 lockId) external;

    /// @notice Takes stake under an open lock and pays it out, at most half of what the stake was when the lock was opened,
    /// all slashes under it together. Stake at work goes first, then what thaws. Role SLASHER.
    function slash(uint256 serviceId, uint256 lockId, Award[] calldata awards) external;

    /// @notice Pays the caller's awards that the token refused to `to`.
    function collectAward(address to) external returns (uint256 amount);

    function openLocks(uint256 serviceId) external view returns (uint256);

    /// @notice Locks ever opened for the service.
    function lockCount(uint256 serviceId) external view returns (uint256);

    function lockOf(uint256 serviceId, uint256 lockId) external view returns (Lock memory);

    /// @notice Awards that wait for this receiver, token base units.
    function awardOf(address receiver) external view returns (uint256);
}
