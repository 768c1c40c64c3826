// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryBudgets} from "./ITreasuryBudgets.sol";
import {ITreasuryGrants} from "./ITreasuryGrants.sol";
import {ITreasurySpending} from "./ITreasurySpending.sol";
import {ITreasuryStreams} from "./ITreasuryStreams.sol";

/// @title Treasury
/// @notice Receives the DAO's share of fees and spends it: by councils within their budgets, and by vote. It owns service 0,
/// the platform.
/// @dev Each token that leaves has an event with its category, `Paid` or `Spent`. A plain transfer to the Treasury calls
/// nobody, so what comes in is seen in the tokens' own events alone.
interface ITreasury is ITreasuryBudgets, ITreasuryGrants, ITreasuryStreams, ITreasurySpending {
    /// @notice A report on the Treasury's affairs: the document's hash and where it is.
    event Report(bytes32 indexed hash, string uri);
    event ActedAsOwner(bytes4 indexed selector, bytes data);

    error TreasuryOwnerCallRefused(bytes4 selector);

    /// @notice Role TREASURY.
    function publishReport(bytes32 hash, string calldata uri) external;

    /// @notice Calls the ServiceRegistry, or Subscriptions for a call about plans, as the owner of service 0. Role OPERATIONS.
    /// @dev Only its document, metadata, terms, releases and thaws; and what its stake and its awards pay out, to the Treasury;
    /// and the making, accepting and retiring of its plans. So no call moves value elsewhere, and service 0 has one owner for
    /// ever. It has no name and is never listed; anybody may stake for it.
    function actAsOwner(bytes calldata data) external returns (bytes memory);

    /// @notice Fetches what service 0 has earned. Anybody may.
    function collectEarnings() external returns (uint96 amount);

    /// @notice Delegates the Treasury's votes to nobody, so that they count in no quorum. Anybody may, at any time.
    function excludeVotes() external;
}
