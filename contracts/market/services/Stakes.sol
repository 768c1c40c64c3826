// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ServiceClass} from "../../interfaces/IFeeSchedule.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {PermitTransfer} from "../PermitTransfer.sol";
import {Versions} from "./Versions.sol";

/// @title Stakes
/// @notice What publishers put up for their services, how it comes in, thaws and leaves.
abstract contract Stakes is Versions, AccessManaged {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @notice Seconds that stake thaws: time to open a case.
    uint64 public constant STAKE_THAW = 14 days;
    /// @notice Bounds of `setMinStake`, token base units.
    uint96 public constant LEAST_MIN_STAKE = 1e6;
    uint96 public constant MOST_MIN_STAKE = 100_000e6;

    /// @notice The stakes' token.
    IERC20 public immutable TOKEN;

    // Slot 15 is AccessManaged's: address authority, bool consumingSchedule.
    /// @dev Slot 16. One slot each: uint96 amount, uint96 thawing, uint64 thawEnd.
    mapping(uint256 serviceId => Stake) internal _stakes;
    /// @dev Slot 17.
    mapping(uint256 serviceId => uint256 locks) internal _openLocks;
    /// @dev Slot 18.
    mapping(ServiceClass class => uint96 amount) private _minStakes;

    /// @dev Nothing leaves, and nothing more thaws, while a case is open.
    modifier whileUnlocked(uint256 serviceId) {
        uint256 locks = _openLocks[serviceId];
        require(locks == 0, ServiceRegistryLocked(serviceId, locks));
        _;
    }

    /// @param minStakes Token base units for self-hosted, hosted and managed services.
    constructor(IERC20 token, address authority_, uint96[3] memory minStakes) AccessManaged(authority_) {
        TOKEN = token;
        for (uint8 class; class < minStakes.length; ++class) {
            _setMinStake(ServiceClass(class), minStakes[class]);
        }
    }

    /// @inheritdoc IServiceRegistry
    function stake(uint256 serviceId, uint96 amount, Permit calldata permit) external {
        _requireOwned(serviceId);
        _addStake(serviceId, amount);
        _takeStake(amount, permit);
    }

    /// @inheritdoc IServiceRegistry
    function thawStake(
        uint256 serviceId,
        uint96 amount
    ) external onlyController(serviceId) whileUnlocked(serviceId) {
        Stake storage held = _stakes[serviceId];
        uint96 available = held.amount - held.thawing;

        require(amount != 0, ServiceRegistryZeroAmount());
        require(amount <= available, ServiceRegistryInsufficientStake(serviceId, available, amount));

        held.thawing += amount;
        held.thawEnd = uint64(block.timestamp) + STAKE_THAW;

        emit StakeThawing(serviceId, held.thawing, held.thawEnd);
    }

    /// @inheritdoc IServiceRegistry
    function cancelStakeThaw(uint256 serviceId) external onlyController(serviceId) {
        Stake storage held = _stakes[serviceId];
        uint96 amount = held.thawing;

        require(amount != 0, ServiceRegistryNothingThawing(serviceId));

        held.thawing = 0;
        held.thawEnd = 0;

        emit StakeThawCancelled(serviceId, amount);
    }

    /// @inheritdoc IServiceRegistry
    function withdrawStake(
        uint256 serviceId,
        address to
    ) external onlyController(serviceId) whileUnlocked(serviceId) {
        Stake storage held = _stakes[serviceId];
        uint96 amount = held.thawing;

        require(amount != 0, ServiceRegistryNothingThawing(serviceId));
        require(block.timestamp >= held.thawEnd, ServiceRegistryStillThawing(serviceId, held.thawEnd));

        held.amount -= amount;
        held.thawing = 0;
        held.thawEnd = 0;

        emit StakeWithdrawn(serviceId, to, amount, held.amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IServiceRegistry
    function setMinStake(ServiceClass class, uint96 amount) external restricted {
        _setMinStake(class, amount);
    }

    /// @inheritdoc IServiceRegistry
    function stakeOf(uint256 serviceId) external view returns (Stake memory) {
        return _stakes[serviceId];
    }

    /// @inheritdoc IServiceRegistry
    function minStake(ServiceClass class) external view returns (uint96) {
        return _minStakes[class];
    }

    /// @inheritdoc IServiceRegistry
    function isStaked(uint256 serviceId) public view returns (bool) {
        (uint96 working, uint96 required) = _workingStake(serviceId);
        return working >= required;
    }

    function _addStake(uint256 serviceId, uint96 amount) internal {
        require(amount != 0, ServiceRegistryZeroAmount());
        uint96 total = _stakes[serviceId].amount += amount;
        emit Staked(serviceId, msg.sender, amount, total);
    }

    function _takeStake(uint96 amount, Permit calldata permit) internal {
        TOKEN.take(amount, permit.deadline, permit.v, permit.r, permit.s);
    }

    function _requireStaked(uint256 serviceId) internal view {
        (uint96 working, uint96 required) = _workingStake(serviceId);
        require(working >= required, ServiceRegistryNotListable(serviceId, working, required));
    }

    /// @dev Stake that is not thawing, and what the class of the terms in force needs.
    function _workingStake(uint256 serviceId) private view returns (uint96 working, uint96 required) {
        Stake storage held = _stakes[serviceId];
        return (held.amount - held.thawing, _minStakes[_currentClass(serviceId)]);
    }

    function _setMinStake(ServiceClass class, uint96 amount) private {
        require(
            amount >= LEAST_MIN_STAKE && amount <= MOST_MIN_STAKE,
            ServiceRegistryMinStakeOutOfBounds(amount, LEAST_MIN_STAKE, MOST_MIN_STAKE)
        );
        _minStakes[class] = amount;
        emit MinStakeSet(class, amount);
    }
}
