// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {ITreasurySpending} from "../../interfaces/ITreasurySpending.sol";
import {RecurringPayments} from "./RecurringPayments.sol";

/// @title Spending
/// @notice Payments by vote: a small part of each token a month, queued while the window is used up, and what takes the
/// strictest tier.
abstract contract Spending is RecurringPayments, ITreasurySpending {
    using RateLimiter for RateLimiter.SlidingWindow;

    /// @notice Seconds.
    uint48 public constant SPEND_WINDOW = 30 days;
    /// @notice Basis points of a token's balance.
    uint256 public constant SPEND_CAP_BPS = 200;
    uint256 private constant WHOLE = 10_000;

    /// @dev Slot 9. uint208 limit, uint48 window; then by token what left. The cap follows the balance, so it is checked here
    /// and the limiter's own is never met.
    RateLimiter.SlidingWindow private _spending;
    /// @dev Slot 11. Four slots each: address token; address to; uint256 amount; bytes32 category.
    mapping(uint256 queueId => QueuedSpend) private _queue;
    /// @dev Slot 12.
    uint256 private _queueCount;

    constructor() {
        _spending.updateSettings(SPEND_WINDOW, type(uint208).max);
    }

    /// @inheritdoc ITreasurySpending
    function spend(
        IERC20 token,
        address to,
        uint256 amount,
        bytes32 category
    ) external restricted nonReentrant {
        _checkSpend(token, to, amount, category);
        uint256 cap = _spendCap(token);
        require(amount <= cap, TreasurySpendOverCap(cap, amount));

        if (amount <= spendableOf(token)) return _spendInWindow(token, to, amount, category);
        uint256 queueId = ++_queueCount;
        _queue[queueId] = QueuedSpend(token, to, amount, category);
        emit SpendQueued(queueId, token, to, amount, category);
    }

    /// @inheritdoc ITreasurySpending
    function spendUncapped(
        IERC20 token,
        address to,
        uint256 amount,
        bytes32 category
    ) external restricted nonReentrant {
        _checkSpend(token, to, amount, category);
        _spend(token, to, amount, category);
    }

    /// @inheritdoc ITreasurySpending
    function payQueued(uint256 queueId) external nonReentrant {
        QueuedSpend memory queued = _queued(queueId);
        uint256 available = spendableOf(queued.token);
        require(queued.amount <= available, TreasurySpendWaits(queueId, available, queued.amount));

        delete _queue[queueId];

        emit SpendUnqueued(queueId, true);
        _spendInWindow(queued.token, queued.to, queued.amount, queued.category);
    }

    /// @inheritdoc ITreasurySpending
    function dropQueued(uint256 queueId) external restricted {
        _queued(queueId);
        delete _queue[queueId];
        emit SpendUnqueued(queueId, false);
    }

    /// @inheritdoc ITreasurySpending
    function spendableOf(IERC20 token) public view returns (uint256) {
        return Math.saturatingSub(_spendCap(token), _spending.used(_keyOf(token)));
    }

    /// @inheritdoc ITreasurySpending
    function queuedOf(uint256 queueId) external view returns (QueuedSpend memory) {
        return _queue[queueId];
    }

    function _spendInWindow(IERC20 token, address to, uint256 amount, bytes32 category) private {
        _spending.consume(_keyOf(token), amount);
        _spend(token, to, amount, category);
    }

    function _spend(IERC20 token, address to, uint256 amount, bytes32 category) private {
        emit Spent(token, to, amount, category);
        _send(token, to, amount);
    }

    function _checkSpend(IERC20 token, address to, uint256 amount, bytes32 category) private view {
        uint256 balance = token.balanceOf(address(this));
        _checkMovement(to, amount, category);
        require(amount <= balance, TreasuryInsufficientBalance(balance, amount));
    }

    function _queued(uint256 queueId) private view returns (QueuedSpend memory queued) {
        queued = _queue[queueId];
        require(queued.amount != 0, TreasuryUnknownQueuedSpend(queueId));
    }

    function _spendCap(IERC20 token) private view returns (uint256) {
        return Math.mulDiv(token.balanceOf(address(this)), SPEND_CAP_BPS, WHOLE);
    }

    function _keyOf(IERC20 token) private pure returns (bytes32) {
        return bytes32(uint256(uint160(address(token))));
    }
}
