// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Treasury
/// @notice Receives the DAO's share of fees and spends it by governance.
interface ITreasury {
    event Spent(IERC20 indexed token, address indexed to, uint256 amount, bytes32 indexed category);

    error TreasuryZeroAddress();
    error TreasuryZeroAmount();
    error TreasuryInsufficientBalance(uint256 balance, uint256 requested);

    /// @notice Pays `amount` of `token` base units to `to`. Governed.
    /// @param category keccak256 of the category's name, for reports.
    function spend(IERC20 token, address to, uint256 amount, bytes32 category) external;
}
