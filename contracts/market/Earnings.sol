// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {MaturingPurse} from "./libraries/MaturingPurse.sol";

/// @title Earnings
contract Earnings is IEarnings, AccessManaged, ReentrancyGuardTransient {
    using MaturingPurse for MaturingPurse.Purse;
    using SafeERC20 for IERC20;

    /// @param opened Keeps the slot from zero, so that a credit after a withdrawal stays cheap.
    struct Share {
        uint96 amount;
        bool opened;
    }

    IERC20 public immutable TOKEN;
    address public immutable VAULT;
    IServiceRegistry public immutable SERVICES;
    address public immutable TREASURY;

    /// @notice Bounds of the hold, seconds.
    uint32 public constant SHORTEST_HOLD = 1 days;
    uint32 public constant LONGEST_HOLD = MaturingPurse.LONGEST_HOLD;

    // Slot: treasury and rewards are touched together by every credit; hold is read by it.
    /// @inheritdoc IEarnings
    uint96 public treasuryAccrued;
    /// @inheritdoc IEarnings
    uint96 public rewardsAccrued;
    /// @inheritdoc IEarnings
    uint32 public hold = 72 hours;

    /// @dev Keyed by payee as well: what was earned does not follow the sale of a service.
    mapping(address payee => mapping(uint256 serviceId => MaturingPurse.Purse)) private _purses;
    /// @dev One slot each.
    mapping(address account => Share) private _shares;

    constructor(
        IERC20 token,
        address vault,
        IServiceRegistry services,
        address treasury,
        address authority_
    ) AccessManaged(authority_) {
        TOKEN = token;
        VAULT = vault;
        SERVICES = services;
        TREASURY = treasury;
        emit HoldSet(hold);
    }

    /// @inheritdoc IEarnings
    function credit(Proceeds calldata proceeds) external {
        require(msg.sender == VAULT, EarningsNotVault(msg.sender));

        for (uint256 i; i < proceeds.services.length; ++i) {
            ServiceCredit calldata earned = proceeds.services[i];
            address payee = SERVICES.payeeOf(earned.serviceId);
            uint64 maturesAt = _purses[payee][earned.serviceId].add(earned.amount, hold);
            emit Earned(proceeds.claimId, payee, earned.serviceId, earned.amount, maturesAt);
        }
        for (uint256 i; i < proceeds.integrators.length; ++i) {
            IntegratorCredit calldata earned = proceeds.integrators[i];
            _addShare(earned.integrator, earned.amount);
            emit IntegratorCredited(proceeds.claimId, earned.integrator, earned.amount);
        }
        _addShare(proceeds.gateway, proceeds.gatewayShare);
        treasuryAccrued += proceeds.treasuryShare;
        rewardsAccrued += proceeds.rewardsShare;

        emit SharesCredited(
            proceeds.claimId,
            proceeds.gateway,
            proceeds.gatewayShare,
            proceeds.treasuryShare,
            proceeds.rewardsShare
        );
    }

    /// @inheritdoc IEarnings
    function withdraw(
        uint256[] calldata serviceIds,
        address to
    ) external nonReentrant returns (uint96 amount) {
        require(to != address(0), EarningsZeroAddress());

        for (uint256 i; i < serviceIds.length; ++i) {
            uint96 matured = _purses[msg.sender][serviceIds[i]].take();
            if (matured == 0) continue;
            amount += matured;
            emit EarningsWithdrawn(msg.sender, serviceIds[i], to, matured);
        }
        require(amount != 0, EarningsNothingMatured(msg.sender));

        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IEarnings
    function withdrawShare(address to) external nonReentrant returns (uint96 amount) {
        amount = _shares[msg.sender].amount;
        require(to != address(0), EarningsZeroAddress());
        require(amount != 0, EarningsNothingAccrued(msg.sender));

        _shares[msg.sender].amount = 0;

        emit ShareWithdrawn(msg.sender, to, amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IEarnings
    function sweepTreasury() external nonReentrant returns (uint96 amount) {
        amount = treasuryAccrued;
        require(amount != 0, EarningsNothingAccrued(TREASURY));

        treasuryAccrued = 0;

        emit TreasurySwept(amount);
        TOKEN.safeTransfer(TREASURY, amount);
    }

    /// @inheritdoc IEarnings
    function setHold(uint32 newHold) external restricted {
        require(
            newHold >= SHORTEST_HOLD && newHold <= LONGEST_HOLD,
            EarningsHoldOutOfBounds(newHold, SHORTEST_HOLD, LONGEST_HOLD)
        );
        hold = newHold;
        emit HoldSet(newHold);
    }

    /// @inheritdoc IEarnings
    function maturedOf(address payee, uint256 serviceId) external view returns (uint96 matured) {
        (matured, ) = _purses[payee][serviceId].balance();
    }

    /// @inheritdoc IEarnings
    function pendingOf(address payee, uint256 serviceId) external view returns (uint96 pending) {
        (, pending) = _purses[payee][serviceId].balance();
    }

    /// @inheritdoc IEarnings
    function shareOf(address account) external view returns (uint96) {
        return _shares[account].amount;
    }

    function _addShare(address account, uint96 amount) private {
        Share storage share = _shares[account];
        share.amount += amount;
        share.opened = true;
    }
}
