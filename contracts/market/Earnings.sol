// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDoors} from "../interfaces/IDoors.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IEscrowExits} from "../interfaces/IEscrowExits.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {MaturingPurse} from "./libraries/MaturingPurse.sol";
import {Signatures} from "./libraries/Signatures.sol";

/// @title Earnings
contract Earnings is IEarnings, EIP712, AccessManaged, ReentrancyGuardTransient {
    using MaturingPurse for MaturingPurse.Purse;
    using SafeERC20 for IERC20;
    using Signatures for address;

    /// @param opened Keeps the slot from zero, so that a credit after a withdrawal stays cheap.
    struct Share {
        uint96 amount;
        bool opened;
    }

    bytes32 private constant REFUND_TYPEHASH = keccak256(
        "Refund(uint256 serviceId,address payer,address gateway,uint96 amount,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant PAYOUT_TYPEHASH = keccak256(
        "Payout(address payee,address to,uint256 nonce,uint64 deadline)"
    );

    IERC20 public immutable TOKEN;
    address public immutable VAULT;
    address public immutable SUBSCRIPTIONS;
    address public immutable STREAMS;
    IServiceRegistry public immutable SERVICES;
    address public immutable TREASURY;
    IDoors public immutable DOORS;
    address public immutable CHARGE_DISPUTES;

    /// @notice Bounds of the hold, seconds. The shortest is not below the time in which a charge can be disputed.
    uint32 public constant SHORTEST_HOLD = 2 days;
    uint32 public constant LONGEST_HOLD = MaturingPurse.LONGEST_HOLD;

    /// @notice Seconds for which a dispute can keep a charge's price from its payee.
    uint40 public constant MAX_FREEZE = 21 days;

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
    mapping(address payee => mapping(uint256 nonce => bool)) private _nonceUsed;
    /// @dev Three slots each: payee and amount; serviceId; until.
    mapping(uint256 disputeId => Freeze) private _freezes;

    modifier onlyChargeDisputes() {
        require(msg.sender == CHARGE_DISPUTES, EarningsNotChargeDisputes(msg.sender));
        _;
    }

    constructor(
        IERC20 token,
        address vault,
        address subscriptions,
        address streams,
        IServiceRegistry services,
        address treasury,
        IDoors doors,
        address chargeDisputes,
        address authority_
    ) EIP712("Stoa Earnings", "1") AccessManaged(authority_) {
        TOKEN = token;
        VAULT = vault;
        SUBSCRIPTIONS = subscriptions;
        STREAMS = streams;
        SERVICES = services;
        TREASURY = treasury;
        DOORS = doors;
        CHARGE_DISPUTES = chargeDisputes;
        emit HoldSet(hold);
    }

    /// @inheritdoc IEarnings
    function credit(Proceeds calldata proceeds) external {
        require(
            msg.sender == VAULT || msg.sender == SUBSCRIPTIONS || msg.sender == STREAMS,
            EarningsNotSource(msg.sender)
        );

        uint32 currentHold = hold;
        for (uint256 i; i < proceeds.services.length; ++i) {
            ServiceCredit calldata earned = proceeds.services[i];
            address payee = SERVICES.payeeOf(earned.serviceId);
            uint64 maturesAt = _purses[payee][earned.serviceId].add(earned.amount, currentHold);
            emit Earned(proceeds.claimId, payee, earned.serviceId, earned.amount, maturesAt);
        }
        for (uint256 i; i < proceeds.integrators.length; ++i) {
            ShareCredit calldata earned = proceeds.integrators[i];
            _addShare(earned.account, earned.amount);
            emit IntegratorCredited(proceeds.claimId, earned.account, earned.amount);
        }
        for (uint256 i; i < proceeds.hosts.length; ++i) {
            _creditHost(proceeds.claimId, proceeds.hosts[i].account, proceeds.hosts[i].amount);
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
    function creditSweep(
        uint256 serviceId,
        bytes32 termsId,
        uint32 feeVersion,
        uint96 net,
        uint96 hostShare,
        uint96 treasuryShare,
        uint96 rewardsShare
    ) external {
        require(msg.sender == DOORS.payToOf(serviceId, termsId, feeVersion), EarningsNotPayTo(msg.sender));

        address payee = SERVICES.payeeOf(serviceId);
        uint64 maturesAt = _purses[payee][serviceId].add(net, hold);
        treasuryAccrued += treasuryShare;
        rewardsAccrued += rewardsShare;

        uint96 fee = hostShare + treasuryShare + rewardsShare;
        emit SweepCredited(serviceId, payee, termsId, feeVersion, net, fee, hostShare, maturesAt);
        if (hostShare != 0) _creditHost(0, SERVICES.hostOf(serviceId, termsId), hostShare);
    }

    /// @inheritdoc IEarnings
    function refund(address payee, Refund calldata refund_, bytes calldata signature) external nonReentrant {
        (uint256 serviceId, uint96 amount) = (refund_.serviceId, refund_.amount);
        require(amount != 0, EarningsZeroAmount());
        _useSignature(payee, refund_.nonce, refund_.deadline, hashRefund(refund_), signature);

        uint96 missing = _purses[payee][serviceId].takeBack(amount);
        require(missing == 0, EarningsInsufficient(payee, serviceId, amount - missing, amount));

        emit RefundPaid(payee, serviceId, refund_.payer, refund_.gateway, amount, refund_.nonce);
        uint256 held = TOKEN.balanceOf(VAULT);
        TOKEN.safeTransfer(VAULT, amount);
        uint256 received = TOKEN.balanceOf(VAULT) - held;
        require(received >= amount, EarningsTransferShort(received, amount));
        IEscrowExits(VAULT).creditRefund(refund_.payer, refund_.gateway, amount);
    }

    /// @inheritdoc IEarnings
    function freeze(
        uint256 disputeId,
        address payee,
        uint256 serviceId,
        uint96 amount
    ) external onlyChargeDisputes returns (uint96 frozen) {
        frozen = amount - _purses[payee][serviceId].takeBack(amount);
        uint40 until = uint40(block.timestamp) + MAX_FREEZE;

        _freezes[disputeId] = Freeze({payee: payee, amount: frozen, serviceId: serviceId, until: until});

        emit EarningsFrozen(disputeId, payee, serviceId, frozen, until);
    }

    /// @inheritdoc IEarnings
    function payFrozen(
        uint256 disputeId,
        uint96 amount,
        address payer,
        address gateway
    ) external onlyChargeDisputes nonReentrant {
        Freeze storage frozen = _freezes[disputeId];
        require(amount <= frozen.amount, EarningsNotFrozen(disputeId, frozen.amount, amount));

        frozen.amount -= amount;

        emit FrozenPaid(disputeId, frozen.payee, frozen.serviceId, payer, gateway, amount);
        _release(disputeId, frozen);
        TOKEN.safeTransfer(VAULT, amount);
        IEscrowExits(VAULT).creditRefund(payer, gateway, amount);
    }

    /// @inheritdoc IEarnings
    function release(uint256 disputeId) external {
        Freeze storage frozen = _freezes[disputeId];
        require(
            msg.sender == CHARGE_DISPUTES || block.timestamp >= frozen.until,
            EarningsStillFrozen(disputeId, frozen.until)
        );
        _release(disputeId, frozen);
    }

    /// @inheritdoc IEarnings
    function withdraw(
        uint256[] calldata serviceIds,
        address to
    ) external nonReentrant returns (uint96 amount) {
        return _withdraw(msg.sender, serviceIds, to);
    }

    /// @inheritdoc IEarnings
    function withdrawTo(
        Payout calldata payout,
        uint256[] calldata serviceIds,
        bytes calldata signature
    ) external nonReentrant returns (uint96 amount) {
        _useSignature(payout.payee, payout.nonce, payout.deadline, hashPayout(payout), signature);
        return _withdraw(payout.payee, serviceIds, payout.to);
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
    function payReward(address to, uint96 amount) external restricted nonReentrant {
        uint96 pool = rewardsAccrued;
        require(to != address(0), EarningsZeroAddress());
        require(amount <= pool, EarningsRewardsShort(pool, amount));

        rewardsAccrued = pool - amount;

        emit RewardPaid(to, amount, pool - amount);
        TOKEN.safeTransfer(to, amount);
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

    /// @inheritdoc IEarnings
    function freezeOf(uint256 disputeId) external view returns (Freeze memory) {
        return _freezes[disputeId];
    }

    /// @inheritdoc IEarnings
    function isNonceUsed(address payee, uint256 nonce) external view returns (bool) {
        return _nonceUsed[payee][nonce];
    }

    /// @inheritdoc IEarnings
    function hashRefund(Refund calldata refund_) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REFUND_TYPEHASH, refund_)));
    }

    /// @inheritdoc IEarnings
    function hashPayout(Payout calldata payout) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(PAYOUT_TYPEHASH, payout)));
    }

    function _withdraw(
        address payee,
        uint256[] calldata serviceIds,
        address to
    ) private returns (uint96 amount) {
        require(to != address(0), EarningsZeroAddress());

        for (uint256 i; i < serviceIds.length; ++i) {
            uint96 matured = _purses[payee][serviceIds[i]].take();
            if (matured == 0) continue;
            amount += matured;
            emit EarningsWithdrawn(payee, serviceIds[i], to, matured);
        }
        require(amount != 0, EarningsNothingMatured(payee));
        TOKEN.safeTransfer(to, amount);
    }

    /// @dev Whatever its hold was: a freeze ends by a ruling, or after more than the longest hold.
    function _release(uint256 disputeId, Freeze storage frozen) private {
        uint96 amount = frozen.amount;
        if (amount == 0) return;
        frozen.amount = 0;
        _purses[frozen.payee][frozen.serviceId].giveBack(amount);
        emit EarningsReleased(disputeId, frozen.payee, frozen.serviceId, amount);
    }

    /// @dev A message of the payee counts once, until its deadline.
    function _useSignature(
        address payee,
        uint256 nonce,
        uint64 deadline,
        bytes32 digest,
        bytes calldata signature
    ) private {
        require(block.timestamp <= deadline, EarningsDeadlinePassed(deadline));
        require(!_nonceUsed[payee][nonce], EarningsNonceUsed(payee, nonce));
        require(payee.hasSigned(digest, signature), EarningsSignature(payee));
        _nonceUsed[payee][nonce] = true;
    }

    function _creditHost(uint256 claimId, address host, uint96 amount) private {
        _addShare(host, amount);
        emit HostCredited(claimId, host, amount);
    }

    function _addShare(address account, uint96 amount) private {
        Share storage share = _shares[account];
        share.amount += amount;
        share.opened = true;
    }
}
