// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IPrepaidDebits} from "../../interfaces/IPrepaidDebits.sol";
import {AccountWord, Slots} from "../libraries/Slots.sol";
import {ForcedPayments} from "./ForcedPayments.sol";

/// @title PrepaidDebits
/// @notice What an account pays ahead for a subscription or a stream. No storage.
abstract contract PrepaidDebits is ForcedPayments, IPrepaidDebits {
    using SafeERC20 for IERC20;
    using Slots for *;

    /// @inheritdoc IPrepaidDebits
    function collectPrepaid(address payer, address gateway, uint96 amount) external nonReentrant {
        Account storage slot = _accounts[gateway][payer];
        AccountWord account = slot.load();
        uint256 balance = account.balance();
        require(msg.sender == SUBSCRIPTIONS || msg.sender == STREAMS, EscrowVaultNotPrepaid(msg.sender));
        require(balance >= amount, EscrowVaultBalanceShort(payer, gateway, balance, amount));

        slot.save(account.debit(amount));

        emit PrepaidPaid(payer, gateway, msg.sender, amount, uint96(balance - amount));
        uint256 held = USDC.balanceOf(msg.sender);
        USDC.safeTransfer(msg.sender, amount);
        _checkReceived(msg.sender, held, amount);
    }
}
