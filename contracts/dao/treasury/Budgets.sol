// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ITreasuryBudgets} from "../../interfaces/ITreasuryBudgets.sol";

/// @title Budgets
/// @notice What governance lets councils pay, and how much of each budget may leave in a window.
abstract contract Budgets is ITreasuryBudgets, AccessManaged, ReentrancyGuardTransient {
    using RateLimiter for RateLimiter.SlidingWindow;
    using SafeERC20 for IERC20;

    /// @param outflow A limiter of its own, since a limiter's settings are the same for all its keys.
    struct BudgetRecord {
        Budget terms;
        uint40 closedAt;
        RateLimiter.SlidingWindow outflow;
    }

    /// @notice Bounds of a budget's window, seconds.
    uint32 public constant SHORTEST_WINDOW = 1 days;
    uint32 public constant LONGEST_WINDOW = 365 days;
    /// @notice Seconds; well below a request's life, so that there is time for the approvals.
    uint32 public constant LONGEST_DELAY = 14 days;
    uint8 public constant LEAST_APPROVALS = 1;
    uint8 public constant MOST_APPROVALS = 15;
    uint256 public constant MOST_BANDS = 3;

    /// @dev The one key of each budget's limiter.
    bytes32 private constant OUTFLOW = 0;

    // Slot 0 is AccessManaged's: address authority, bool consumingSchedule.
    /// @dev Slot 1.
    /// @inheritdoc ITreasuryBudgets
    uint256 public budgetCount;
    /// @dev Slot 2. Seven slots each. 0: address council. 1: address token, uint32 window. 2: uint128 cap. 3: the bands, one slot
    /// each: uint128 maxAmount, uint32 delay, uint8 approvals. 4: uint40 closedAt. 5: uint208 limit, uint48 window. 6: what left.
    mapping(uint256 budgetId => BudgetRecord) private _budgets;

    constructor(address authority_) AccessManaged(authority_) {}

    /// @inheritdoc ITreasuryBudgets
    function openBudget(Budget calldata budget) external restricted returns (uint256 budgetId) {
        budgetId = ++budgetCount;
        _setBudget(budgetId, budget);
    }

    /// @inheritdoc ITreasuryBudgets
    function setBudget(uint256 budgetId, Budget calldata budget) external restricted {
        Budget storage terms = _openedBudget(budgetId);
        (IERC20 token, uint32 window) = (terms.token, terms.window);
        require(
            address(budget.token) == address(token) && budget.window == window,
            TreasuryBudgetFixed(budgetId, token, window)
        );

        _setBudget(budgetId, budget);
    }

    /// @inheritdoc ITreasuryBudgets
    function closeBudget(uint256 budgetId) external restricted {
        _openedBudget(budgetId);
        _budgets[budgetId].closedAt = uint40(block.timestamp);
        emit BudgetClosed(budgetId);
    }

    /// @inheritdoc ITreasuryBudgets
    function budgetOf(uint256 budgetId) external view returns (Budget memory budget, uint40 closedAt) {
        BudgetRecord storage record = _budget(budgetId);
        return (record.terms, record.closedAt);
    }

    /// @inheritdoc ITreasuryBudgets
    function availableOf(uint256 budgetId) public view returns (uint256) {
        return _budget(budgetId).outflow.available(OUTFLOW);
    }

    function _openedBudget(uint256 budgetId) internal view returns (Budget storage terms) {
        BudgetRecord storage record = _budget(budgetId);
        uint40 closedAt = record.closedAt;
        require(closedAt == 0, TreasuryBudgetClosed(budgetId, closedAt));
        return record.terms;
    }

    function _budget(uint256 budgetId) internal view returns (BudgetRecord storage) {
        uint256 count = budgetCount;
        require(budgetId != 0 && budgetId <= count, TreasuryUnknownBudget(budgetId, count));
        return _budgets[budgetId];
    }

    /// @dev The smallest band that holds the amount.
    function _bandFor(uint256 budgetId, uint256 amount) internal view returns (Band memory band) {
        Band[] storage bands = _budget(budgetId).terms.bands;
        uint256 count = bands.length;
        for (uint256 i; i < count; ++i) {
            band = bands[i];
            if (amount <= band.maxAmount) return band;
        }
        revert TreasuryOverBands(budgetId, amount, band.maxAmount);
    }

    function _charge(uint256 budgetId, uint256 amount) internal {
        uint256 available = availableOf(budgetId);
        require(amount <= available, TreasuryWindowUsed(budgetId, available, amount));
        _budgets[budgetId].outflow.consume(OUTFLOW, amount);
    }

    function _send(IERC20 token, address to, uint256 amount) internal {
        uint256 balance = token.balanceOf(address(this));
        require(amount <= balance, TreasuryInsufficientBalance(balance, amount));
        token.safeTransfer(to, amount);
    }

    function _checkMovement(address to, uint256 amount, bytes32 category) internal pure {
        require(to != address(0), TreasuryZeroAddress());
        require(amount != 0, TreasuryZeroAmount());
        require(category != 0, TreasuryNoCategory());
    }

    function _setBudget(uint256 budgetId, Budget calldata budget) private {
        _checkBudget(budget);

        BudgetRecord storage record = _budgets[budgetId];
        Budget storage terms = record.terms;
        (terms.council, terms.token) = (budget.council, budget.token);
        (terms.window, terms.cap) = (budget.window, budget.cap);
        delete terms.bands;
        for (uint256 i; i < budget.bands.length; ++i) terms.bands.push(budget.bands[i]);
        record.outflow.updateSettings(budget.window, budget.cap);

        emit BudgetSet(budgetId, budget.council, budget.token, budget.window, budget.cap, budget.bands);
    }

    /// @dev The largest band fits into the cap: what is approved by it could leave no day otherwise.
    function _checkBudget(Budget calldata budget) private view {
        require(address(budget.council).code.length != 0, TreasuryNoCode(address(budget.council)));
        require(address(budget.token).code.length != 0, TreasuryNoCode(address(budget.token)));
        require(
            budget.window >= SHORTEST_WINDOW && budget.window <= LONGEST_WINDOW,
            TreasuryWindowOutOfBounds(budget.window, SHORTEST_WINDOW, LONGEST_WINDOW)
        );
        uint256 count = budget.bands.length;
        require(count != 0 && count <= MOST_BANDS, TreasuryBandCount(count, 1, MOST_BANDS));
        Band memory below;
        for (uint256 i; i < count; ++i) {
            Band calldata band = budget.bands[i];
            require(
                band.approvals >= LEAST_APPROVALS && band.approvals <= MOST_APPROVALS,
                TreasuryApprovalsOutOfBounds(band.approvals, LEAST_APPROVALS, MOST_APPROVALS)
            );
            require(band.delay <= LONGEST_DELAY, TreasuryDelayTooLong(band.delay, LONGEST_DELAY));
            require(
                band.maxAmount > below.maxAmount &&
                    band.approvals >= below.approvals &&
                    band.delay >= below.delay,
                TreasuryBandsNotAscending(i)
            );
            below = band;
        }
        require(budget.cap >= below.maxAmount, TreasuryCapBelowBand(budget.cap, below.maxAmount));
    }
}
