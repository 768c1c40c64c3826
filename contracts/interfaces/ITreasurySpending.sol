// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Spending by vote
/// @notice What governance pays itself. `spend` lets out a small part of each token a month; above that it takes the strictest tier.
interface ITreasurySpending {
    struct QueuedSpend {
        IERC20 token;
        address to;
        uint256 amount;
        bytes32 category;
    }

    /// @notice Tokens left by vote, at once or from the queue.
    event Spent(IERC20 indexed token, address indexed to, uint256 amount, bytes32 indexed category);
    event SpendQueued(
        uint256 indexed queueId,
        IERC20 indexed token,
        address indexed to,
        uint256 amount,
        bytes32 category
    );
    /// @notice A queued spend was paid, with its `Spent`, or taken back.
    event SpendUnqueued(uint256 indexed queueId, bool paid);

    error TreasurySpendOverCap(uint256 cap, uint256 amount);
    error TreasurySpendWaits(uint256 queueId, uint256 available, uint256 amount);
    error TreasuryUnknownQueuedSpend(uint256 queueId);

    /// @notice Pays `amount` of `token` base units to `to`, or queues it while the window is used up: a vote that passed must
    /// not fail for that, since it cannot wait for longer than a week. Role TREASURY.
    /// @dev `SPEND_CAP_BPS` of the balance may leave in any `SPEND_WINDOW`, by the balance just before each payment. More than
    /// that is refused and not queued.
    /// @param category Its name, as text of at most 32 bytes with zeros behind it.
    function spend(IERC20 token, address to, uint256 amount, bytes32 category) external;

    /// @notice Pays any amount that is there, outside the window. Unmapped, and so of the strictest tier.
    function spendUncapped(IERC20 token, address to, uint256 amount, bytes32 category) external;

    /// @notice Pays a queued spend, in any order, once the window has room. Anybody may.
    function payQueued(uint256 queueId) external;

    /// @notice Takes a queued spend back. Role TREASURY.
    function dropQueued(uint256 queueId) external;

    /// @notice Token base units that `spend` would pay at once.
    function spendableOf(IERC20 token) external view returns (uint256);

    /// @notice All zero once it is paid or taken back.
    function queuedOf(uint256 queueId) external view returns (QueuedSpend memory);
}
