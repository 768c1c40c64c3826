// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IStakeLocks} from "../../interfaces/IStakeLocks.sol";
import {Stakes} from "./Stakes.sol";

/// @title Locks
/// @notice What the Court may do to a stake: hold it while a case is open, and take a bounded part of it.
/// @dev Each case has a lock of its own: were there one a service, a publisher's friend could open a case that ends
/// well, and the stake would be gone before the next.
abstract contract Locks is Stakes, IStakeLocks {
    using SafeERC20 for IERC20;

    /// @notice Seconds that a lock may hold at most.
    uint64 public constant MAX_LOCK = 45 days;
    /// @notice Basis points of the stake at the opening that one lock may take.
    uint256 public constant MAX_SLASH = 5_000;
    uint256 private constant WHOLE = 10_000;

    /// @dev Slot 19. Append-only: lock n is at index n - 1. One slot each: uint96 slashable, uint64 until, bool open.
    mapping(uint256 serviceId => Lock[]) private _locks;
    /// @dev Slot 20.
    /// @inheritdoc IStakeLocks
    mapping(address receiver => uint256 amount) public awardOf;

    /// @inheritdoc IStakeLocks
    function lock(uint256 serviceId, uint64 until) external restricted returns (uint256 lockId) {
        _requireOwned(serviceId);
        uint64 latest = uint64(block.timestamp) + MAX_LOCK;
        require(
            until > block.timestamp && until <= latest,
            ServiceRegistryLockDate(until, block.timestamp, latest)
        );

        uint96 slashable = uint96((_stakes[serviceId].amount * MAX_SLASH) / WHOLE);
        _locks[serviceId].push(Lock({slashable: slashable, until: until, open: true}));
        lockId = _locks[serviceId].length;
        ++_openLocks[serviceId];

        emit StakeLocked(serviceId, lockId, slashable, until);
    }

    /// @inheritdoc IStakeLocks
    function unlock(uint256 serviceId, uint256 lockId) external restricted {
        _close(serviceId, lockId);
    }

    /// @inheritdoc IStakeLocks
    function liftLock(uint256 serviceId, uint256 lockId) external {
        uint64 until = lockOf(serviceId, lockId).until;
        require(block.timestamp >= until, ServiceRegistryLockHolds(serviceId, lockId, until));
        _close(serviceId, lockId);
    }

    /// @inheritdoc IStakeLocks
    function slash(uint256 serviceId, uint256 lockId, Award[] calldata awards) external restricted {
        Lock storage found = _openLock(serviceId, lockId);
        Stake storage held = _stakes[serviceId];
        uint256 total = 0;
        for (uint256 i = 0; i < awards.length; ++i) {
            require(awards[i].to != address(0), ServiceRegistryZeroAddress());
            total += awards[i].amount;
        }
        require(total != 0, ServiceRegistryZeroAmount());
        require(block.timestamp < found.until, ServiceRegistryLockOver(serviceId, lockId, found.until));
        require(
            total <= found.slashable,
            ServiceRegistrySlashTooHigh(serviceId, lockId, total, found.slashable)
        );
        uint96 amount = uint96(total);
        // Two locks may promise the same half.
        require(amount <= held.amount, ServiceRegistryInsufficientStake(serviceId, held.amount, amount));

        found.slashable -= amount;
        held.amount -= amount;
        // What works goes first, so that the service leaves the market; then what thaws.
        if (held.thawing > held.amount) held.thawing = held.amount;
        if (held.thawing == 0) held.thawEnd = 0;

        emit Slashed(serviceId, lockId, amount, held.amount, held.thawing);
        for (uint256 i = 0; i < awards.length; ++i) _pay(serviceId, lockId, awards[i]);
    }

    /// @inheritdoc IStakeLocks
    function collectAward(address to) external returns (uint256 amount) {
        amount = awardOf[msg.sender];
        require(to != address(0), ServiceRegistryZeroAddress());
        require(amount != 0, ServiceRegistryZeroAmount());

        awardOf[msg.sender] = 0;

        emit AwardCollected(msg.sender, to, amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IStakeLocks
    function openLocks(uint256 serviceId) external view returns (uint256) {
        return _openLocks[serviceId];
    }

    /// @inheritdoc IStakeLocks
    function lockCount(uint256 serviceId) external view returns (uint256) {
        return _locks[serviceId].length;
    }

    /// @inheritdoc IStakeLocks
    function lockOf(uint256 serviceId, uint256 lockId) public view returns (Lock memory) {
        uint256 count = _locks[serviceId].length;
        require(lockId != 0 && lockId <= count, ServiceRegistryUnknownLock(serviceId, lockId, count));
        return _locks[serviceId][lockId - 1];
    }

    function _close(uint256 serviceId, uint256 lockId) private {
        _openLock(serviceId, lockId).open = false;
        --_openLocks[serviceId];
        emit StakeUnlocked(serviceId, lockId);
    }

    /// @dev A receiver that the token blocks is no reason that the others wait.
    function _pay(uint256 serviceId, uint256 lockId, Award calldata award) private {
        bool paid = TOKEN.trySafeTransfer(award.to, award.amount);
        if (!paid) awardOf[award.to] += award.amount;
        emit Awarded(serviceId, lockId, award.to, award.amount, paid);
    }

    function _openLock(uint256 serviceId, uint256 lockId) private view returns (Lock storage found) {
        bool open = lockOf(serviceId, lockId).open;
        require(open, ServiceRegistryLockClosed(serviceId, lockId));
        return _locks[serviceId][lockId - 1];
    }
}
