// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IStoaToken} from "../interfaces/IStoaToken.sol";
import {IVesting} from "../interfaces/IVesting.sol";

/// @title Vesting
contract Vesting is IVesting, AccessManaged {
    using SafeERC20 for IStoaToken;

    /// @notice Bounds of a schedule, seconds: its length, and how far from its deployment it may start, before or after.
    uint64 public constant MIN_DURATION = 30 days;
    uint64 public constant MAX_DURATION = 6 * 365 days;
    uint64 public constant MAX_START_DISTANCE = 365 days;
    /// @notice Seconds between the offer of a handover and its acceptance: more than governance needs to pass a revocation.
    uint64 public constant HANDOVER_NOTICE = 14 days;

    IStoaToken public immutable STOA;
    address public immutable TREASURY;
    /// @notice Unix seconds at which the schedule starts; seconds to its cliff and to its end.
    uint64 public immutable START;
    uint64 public immutable CLIFF;
    uint64 public immutable DURATION;
    bool public immutable REVOCABLE;

    // Slot 0 is AccessManaged's.

    /// @dev Slot 1, with `acceptFrom`.
    /// @inheritdoc IVesting
    address public beneficiary;
    /// @inheritdoc IVesting
    uint64 public acceptFrom;
    /// @dev Slot 2, with `revoked`.
    /// @inheritdoc IVesting
    address public successor;
    /// @inheritdoc IVesting
    bool public revoked;
    /// @dev Slot 3.
    /// @inheritdoc IVesting
    uint256 public released;

    /// @param start Unix seconds. @param cliff Seconds after it. @param duration Seconds from `start` to the end.
    constructor(
        IStoaToken stoa,
        address treasury,
        address authority_,
        address beneficiary_,
        uint64 start,
        uint64 cliff,
        uint64 duration,
        bool revocable
    ) AccessManaged(authority_) {
        uint256 earliest = block.timestamp - MAX_START_DISTANCE;
        uint256 latest = block.timestamp + MAX_START_DISTANCE;
        require(treasury != address(0) && beneficiary_ != address(0), VestingZeroAddress());
        require(start >= earliest && start <= latest, VestingStartOutOfBounds(start, earliest, latest));
        require(
            duration >= MIN_DURATION && duration <= MAX_DURATION,
            VestingDurationOutOfBounds(duration, MIN_DURATION, MAX_DURATION)
        );
        require(cliff <= duration, VestingCliffOverDuration(cliff, duration));

        (STOA, TREASURY, REVOCABLE) = (stoa, treasury, revocable);
        (START, CLIFF, DURATION) = (start, cliff, duration);
        beneficiary = beneficiary_;

        emit VestingOpened(beneficiary_, start, cliff, duration, revocable);
        stoa.delegate(stoa.EXCLUDED());
    }

    /// @inheritdoc IVesting
    function release() external returns (uint256 amount) {
        uint256 due = vested(uint64(block.timestamp));
        amount = due - released;
        require(amount != 0, VestingNothingReleasable(due, released));

        released = due;
        address to = beneficiary;

        emit Released(to, amount);
        STOA.safeTransfer(to, amount);
    }

    /// @inheritdoc IVesting
    function revoke() external restricted {
        require(REVOCABLE, VestingNotRevocable());
        require(!revoked, VestingRevokedAlready());
        uint256 kept = vested(uint64(block.timestamp));
        uint256 returned = _granted() - kept;

        revoked = true;

        emit Revoked(TREASURY, returned, kept);
        STOA.safeTransfer(TREASURY, returned);
    }

    /// @inheritdoc IVesting
    function setBeneficiary(address successor_) external {
        address former = successor;
        require(msg.sender == beneficiary, VestingNotBeneficiary(beneficiary, msg.sender));
        require(successor_ != former, VestingSameSuccessor(former));

        successor = successor_;
        acceptFrom = successor_ == address(0) ? 0 : uint64(block.timestamp) + HANDOVER_NOTICE;

        if (successor_ == address(0)) emit HandoverWithdrawn(msg.sender, former);
        else emit HandoverOffered(msg.sender, successor_, acceptFrom);
    }

    /// @inheritdoc IVesting
    function acceptBeneficiary() external {
        address former = beneficiary;
        require(msg.sender == successor, VestingNotSuccessor(successor, msg.sender));
        require(block.timestamp >= acceptFrom, VestingHandoverTooEarly(block.timestamp, acceptFrom));

        (beneficiary, successor, acceptFrom) = (msg.sender, address(0), 0);

        emit BeneficiaryChanged(former, msg.sender);
    }

    /// @inheritdoc IVesting
    function releasable() external view returns (uint256) {
        return vested(uint64(block.timestamp)) - released;
    }

    /// @inheritdoc IVesting
    function vested(uint64 timestamp) public view returns (uint256) {
        uint256 granted = _granted();
        if (revoked || timestamp >= START + DURATION) return granted;
        if (timestamp < START + CLIFF) return 0;
        return (granted * (timestamp - START)) / DURATION;
    }

    /// @dev What is here and what was paid: after a revocation, what had vested until then.
    function _granted() private view returns (uint256) {
        return STOA.balanceOf(address(this)) + released;
    }
}
