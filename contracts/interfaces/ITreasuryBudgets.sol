// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICouncil} from "./ICouncil.sol";

/// @title Budgets
/// @notice What governance lets a council pay without a vote: up to three bands of amounts, the larger the more approvals and
/// the longer the wait, and a cap on what leaves in any window of time.
interface ITreasuryBudgets {
    /// @param maxAmount Token base units; the largest amount of this band.
    /// @param delay Seconds from the last needed approval until the money may leave.
    /// @param approvals How many members of the council must approve, the requester among them.
    struct Band {
        uint128 maxAmount;
        uint32 delay;
        uint8 approvals;
    }

    /// @param council Its members request and approve.
    /// @param window Seconds.
    /// @param cap Token base units that may leave in any window. A consumption that is exactly a window old counts no more.
    /// @param bands By ascending amount. What is above the largest is for governance to spend.
    struct Budget {
        ICouncil council;
        IERC20 token;
        uint32 window;
        uint128 cap;
        Band[] bands;
    }

    event BudgetSet(
        uint256 indexed budgetId,
        ICouncil indexed council,
        IERC20 indexed token,
        uint32 window,
        uint128 cap,
        Band[] bands
    );
    /// @notice For good: nothing more is requested, approved or paid, and its streams accrue no more. What they accrued stays due.
    event BudgetClosed(uint256 indexed budgetId);

    error TreasuryZeroAddress();
    error TreasuryZeroAmount();
    error TreasuryNoCategory();
    error TreasuryInsufficientBalance(uint256 balance, uint256 requested);
    error TreasuryUnknownBudget(uint256 budgetId, uint256 count);
    error TreasuryBudgetClosed(uint256 budgetId, uint40 closedAt);
    error TreasuryBudgetFixed(uint256 budgetId, IERC20 token, uint32 window);
    error TreasuryNoCode(address account);
    error TreasuryWindowOutOfBounds(uint32 window, uint32 minimum, uint32 maximum);
    error TreasuryBandCount(uint256 count, uint256 minimum, uint256 maximum);
    error TreasuryBandsNotAscending(uint256 band);
    error TreasuryApprovalsOutOfBounds(uint8 approvals, uint8 minimum, uint8 maximum);
    error TreasuryDelayTooLong(uint32 delay, uint32 maximum);
    error TreasuryCapBelowBand(uint128 cap, uint128 largest);
    error TreasuryOverBands(uint256 budgetId, uint256 amount, uint128 largest);
    error TreasuryWindowUsed(uint256 budgetId, uint256 available, uint256 amount);

    /// @notice Opens a budget. Role TREASURY.
    /// @dev A number that nobody chooses: were it given, of two votes on a new budget the second would undo the first.
    /// @return budgetId Counted from 1.
    function openBudget(Budget calldata budget) external returns (uint256 budgetId);

    /// @notice Sets council, cap and bands anew, for what is requested already as well. Role TREASURY.
    /// @dev Token and window stay: what has left in a window is known only in its token and over its seconds. Who needs others
    /// opens another budget.
    function setBudget(uint256 budgetId, Budget calldata budget) external;

    /// @notice Role TREASURY.
    function closeBudget(uint256 budgetId) external;

    function budgetCount() external view returns (uint256);

    /// @return budget As it was set last.
    /// @return closedAt Unix seconds; zero while it is open.
    function budgetOf(uint256 budgetId) external view returns (Budget memory budget, uint40 closedAt);

    /// @notice Token base units that the window lets out now.
    function availableOf(uint256 budgetId) external view returns (uint256);
}
