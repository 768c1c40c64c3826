// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEscrowExits} from "../../interfaces/IEscrowExits.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {Slots} from "../libraries/Slots.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {VoucherHash} from "../libraries/VoucherHash.sol";
import {Accounts} from "./Accounts.sol";

/// @title Exits
/// @notice Payers' money on its way out: thaw, release, withdrawal, and what is remembered of an ended epoch.
abstract contract Exits is Accounts {
    using SafeERC20 for IERC20;
    using Slots for *;
    using VoucherHash for *;

    /// @notice Seconds that released money thaws: time to force what the gateway has receipted elsewhere.
    uint32 public constant RELEASE_PERIOD = 6 hours + 2 hours;

    /// @dev Slot 2. One slot an epoch, written by the withdrawal that ends it: uint96 remaining, uint40 endedAt.
    /// Deposits pay nothing for it.
    mapping(address payer => mapping(address gateway => mapping(uint32 epoch => EndedEpoch)))
        internal _endedEpochs;

    /// @dev Slot 3.
    /// @inheritdoc IEscrowExits
    mapping(address payer => mapping(address gateway => uint256)) public releaseNonce;

    /// @inheritdoc IEscrowVault
    function thaw(address gateway, uint96 amount) external {
        Account memory account = _accounts[gateway][msg.sender];
        uint96 available = account.balance - account.thawing;
        require(amount != 0, EscrowVaultZeroAmount());
        require(amount <= available, EscrowVaultInsufficientBalance(available, amount));

        account.thawing += amount;
        // For the whole sum: keeping the first clock would make every later thaw an instant exit.
        account.thawEnd = uint32(block.timestamp + thawPeriod);
        _accounts[gateway][msg.sender].save(account);

        emit Thawing(msg.sender, gateway, amount, account.thawing, account.thawEnd);
    }

    /// @inheritdoc IEscrowVault
    function cancelThaw(address gateway) external {
        Account storage account = _accounts[gateway][msg.sender];
        uint96 thawing = account.thawing;
        require(thawing != 0, EscrowVaultNothingThawing(msg.sender, gateway));

        account.thawing = 0;
        account.thawEnd = 0;

        emit ThawCancelled(msg.sender, gateway, thawing);
    }

    /// @inheritdoc IEscrowExits
    function release(Release calldata release_, bytes calldata signature) external {
        (address payer, address gateway) = (release_.payer, release_.gateway);
        Account memory account = _accounts[gateway][payer];
        (uint96 amount, uint96 thawing) = (release_.amount, account.thawing);
        uint256 newest = releaseNonce[payer][gateway];
        require(msg.sender == payer, EscrowVaultNotPayer(payer, msg.sender));
        _checkTimely(release_.epoch, account.epoch, release_.deadline);
        require(release_.nonce > newest, EscrowVaultReleaseNonce(release_.nonce, newest));
        require(amount != 0, EscrowVaultZeroAmount());
        require(amount >= thawing, EscrowVaultReleaseTooSmall(amount, thawing));
        require(amount <= account.balance, EscrowVaultInsufficientBalance(account.balance, amount));
        require(
            Signatures.hasSigned(gateway, _hashTypedDataV4(release_.hash()), signature),
            EscrowVaultReleaseSignature(gateway)
        );

        uint32 sooner = uint32(block.timestamp) + RELEASE_PERIOD;
        // A thaw of the same sum that ends earlier keeps its end; a greater sum waits the whole period.
        if (amount > thawing || sooner < account.thawEnd) account.thawEnd = sooner;
        account.thawing = amount;
        _accounts[gateway][payer].save(account);
        releaseNonce[payer][gateway] = release_.nonce;

        emit Released(payer, gateway, release_.nonce, amount);
        emit Thawing(payer, gateway, amount - thawing, amount, account.thawEnd);
    }

    /// @inheritdoc IEscrowVault
    function withdraw(address gateway, address to) external nonReentrant {
        _withdraw(msg.sender, gateway, to);
    }

    /// @inheritdoc IEscrowExits
    function withdrawTo(Withdrawal calldata withdrawal, bytes calldata signature) external nonReentrant {
        (address payer, address gateway) = (withdrawal.payer, withdrawal.gateway);
        _checkTimely(withdrawal.epoch, _accounts[gateway][payer].epoch, withdrawal.deadline);
        require(
            Signatures.hasSigned(payer, _hashTypedDataV4(withdrawal.hash()), signature),
            EscrowVaultWithdrawalSignature(payer)
        );
        _withdraw(payer, gateway, withdrawal.to);
    }

    /// @inheritdoc IEscrowExits
    function endedEpochOf(
        address payer,
        address gateway,
        uint32 epoch
    ) external view returns (EndedEpoch memory) {
        return _endedEpochs[payer][gateway][epoch];
    }

    /// @inheritdoc IEscrowExits
    function hashRelease(Release calldata release_) external view returns (bytes32) {
        return _hashTypedDataV4(release_.hash());
    }

    /// @inheritdoc IEscrowExits
    function hashWithdrawal(Withdrawal calldata withdrawal) external view returns (bytes32) {
        return _hashTypedDataV4(withdrawal.hash());
    }

    function _checkTimely(uint32 epoch, uint32 current, uint64 deadline) private view {
        require(epoch == current, EscrowVaultOtherEpoch(epoch, current));
        require(block.timestamp <= deadline, EscrowVaultDeadlinePassed(deadline));
    }

    function _withdraw(address payer, address gateway, address to) private {
        Account memory account = _accounts[gateway][payer];
        uint96 amount = account.thawing;
        require(to != address(0), EscrowVaultZeroAddress());
        require(amount != 0, EscrowVaultNothingThawing(payer, gateway));
        require(block.timestamp >= account.thawEnd, EscrowVaultStillThawing(account.thawEnd));

        _endedEpochs[payer][gateway][account.epoch] = EndedEpoch({
            remaining: account.balance,
            endedAt: uint40(block.timestamp)
        });
        account.balance -= amount;
        account.thawing = 0;
        account.thawEnd = 0;
        account.epoch += 1;
        _accounts[gateway][payer].save(account);

        emit Withdrawn(payer, gateway, to, amount, account.balance, account.epoch);
        USDC.safeTransfer(to, amount);
    }
}
