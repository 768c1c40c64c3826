// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC3009Bytes} from "../../interfaces/IERC3009Bytes.sol";
import {IEscrowExits} from "../../interfaces/IEscrowExits.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {AccountWord, Slots} from "../libraries/Slots.sol";
import {VaultCore} from "./VaultCore.sol";

/// @title Accounts
/// @notice Payers' money and how it comes in: deposits, refunds, and the two numbers that governance sets.
abstract contract Accounts is VaultCore, IEscrowExits, AccessManaged {
    using SafeERC20 for IERC20;
    using Slots for *;

    /// @notice Bounds of the least deposit, token base units.
    uint96 public constant MIN_DEPOSIT_FLOOR = 0.01e6;
    uint96 public constant MIN_DEPOSIT_CEILING = 100e6;
    /// @notice Bounds of the thaw, seconds.
    uint32 public constant SHORTEST_THAW = 8 hours;
    uint32 public constant LONGEST_THAW = 7 days;

    // Slot 0: uint96 minDeposit, uint32 thawPeriod.
    /// @inheritdoc IEscrowVault
    uint96 public minDeposit = 1e6;
    /// @inheritdoc IEscrowVault
    uint32 public thawPeriod = 24 hours;

    /// @dev Slot 1. Each account one slot: uint96 balance, uint96 thawing, uint32 thawEnd, uint32 epoch.
    mapping(address gateway => mapping(address payer => Account)) internal _accounts;

    constructor(address authority_) AccessManaged(authority_) {
        emit MinDepositSet(minDeposit);
        emit ThawPeriodSet(thawPeriod);
    }

    // Deposits

    /// @inheritdoc IEscrowVault
    function deposit(
        address payer,
        address gateway,
        uint96 amount,
        Permit calldata permit
    ) external nonReentrant {
        _creditDeposit(payer, gateway, msg.sender, amount);
        uint256 held = USDC.balanceOf(address(this));
        if (permit.deadline != 0) {
            // Whoever saw the permit may have used it already: then the allowance is there and the transfer passes.
            try
                IERC20Permit(address(USDC)).permit(
                    msg.sender,
                    address(this),
                    amount,
                    permit.deadline,
                    permit.v,
                    permit.r,
                    permit.s
                )
            {} catch {}
        }
        USDC.safeTransferFrom(msg.sender, address(this), amount);
        _checkReceived(address(this), held, amount);
    }

    /// @inheritdoc IEscrowVault
    function depositWithAuthorization(
        address payer,
        address gateway,
        uint96 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 salt,
        bytes calldata signature
    ) external nonReentrant {
        _creditDeposit(payer, gateway, payer, amount);
        uint256 held = USDC.balanceOf(address(this));
        IERC3009Bytes(address(USDC)).receiveWithAuthorization(
            payer,
            address(this),
            amount,
            validAfter,
            validBefore,
            keccak256(abi.encode(payer, gateway, salt)),
            signature
        );
        _checkReceived(address(this), held, amount);
    }

    function _creditDeposit(address payer, address gateway, address from, uint96 amount) private {
        Account storage slot = _accounts[gateway][payer];
        AccountWord account = slot.load();
        (uint256 balance, uint96 minimum) = (account.balance() + amount, minDeposit);
        require(payer != address(0), EscrowVaultZeroAddress());
        require(GATEWAYS.isOpen(gateway), EscrowVaultGatewayClosed(gateway));
        require(amount >= minimum, EscrowVaultDepositTooSmall(amount, minimum));
        require(balance <= type(uint96).max, EscrowVaultBalanceOverflow(balance, type(uint96).max));

        slot.save(account.credit(amount));

        emit Deposited(payer, gateway, from, amount, uint96(balance));
    }

    /// @dev A token that keeps a part, or begins to, must not leave books behind that promise more than is there.
    function _checkReceived(address receiver, uint256 heldBefore, uint256 expected) internal view {
        uint256 received = USDC.balanceOf(receiver) - heldBefore;
        require(received >= expected, EscrowVaultTransferShort(received, expected));
    }

    /// @inheritdoc IEscrowExits
    function creditRefund(address payer, address gateway, uint96 amount) external {
        Account storage slot = _accounts[gateway][payer];
        AccountWord account = slot.load();
        uint256 balance = account.balance() + amount;
        require(
            msg.sender == address(EARNINGS) || msg.sender == SUBSCRIPTIONS || msg.sender == STREAMS,
            EscrowVaultNotRefunder(msg.sender)
        );
        require(balance <= type(uint96).max, EscrowVaultBalanceOverflow(balance, type(uint96).max));

        slot.save(account.credit(amount));

        emit Refunded(payer, gateway, amount, uint96(balance));
    }

    /// @inheritdoc IEscrowVault
    function accountOf(address payer, address gateway) external view returns (Account memory) {
        return _accounts[gateway][payer];
    }

    // Parameters

    /// @inheritdoc IEscrowVault
    function setMinDeposit(uint96 amount) external restricted {
        require(
            amount >= MIN_DEPOSIT_FLOOR && amount <= MIN_DEPOSIT_CEILING,
            EscrowVaultMinDepositOutOfBounds(amount, MIN_DEPOSIT_FLOOR, MIN_DEPOSIT_CEILING)
        );
        minDeposit = amount;
        emit MinDepositSet(amount);
    }

    /// @inheritdoc IEscrowVault
    function setThawPeriod(uint32 period) external restricted {
        require(
            period >= SHORTEST_THAW && period <= LONGEST_THAW,
            EscrowVaultThawPeriodOutOfBounds(period, SHORTEST_THAW, LONGEST_THAW)
        );
        thawPeriod = period;
        emit ThawPeriodSet(period);
    }
}
