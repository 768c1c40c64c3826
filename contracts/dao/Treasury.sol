// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

contract Treasury is ITreasury, AccessManaged {
    using SafeERC20 for IERC20;

    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc ITreasury
    function spend(IERC20 token, address to, uint256 amount, bytes32 category) external restricted {
        uint256 balance = token.balanceOf(address(this));

        require(to != address(0), TreasuryZeroAddress());
        require(amount != 0, TreasuryZeroAmount());
        require(amount <= balance, TreasuryInsufficientBalance(balance, amount));

        emit Spent(token, to, amount, category);
        token.safeTransfer(to, amount);
    }
}
