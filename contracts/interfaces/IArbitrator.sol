// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrable} from "./IArbitrable.sol";

/// @title Arbitrator
/// @notice ERC-792: who decides disputes of other contracts, for a cost in the chain's coin.
interface IArbitrator {
    enum DisputeStatus {
        Waiting,
        Appealable,
        Solved
    }

    event DisputeCreation(uint256 indexed disputeID, IArbitrable indexed arbitrable);
    event AppealPossible(uint256 indexed disputeID, IArbitrable indexed arbitrable);
    event AppealDecision(uint256 indexed disputeID, IArbitrable indexed arbitrable);

    /// @notice Opens a dispute of the calling contract, which pays `arbitrationCost`.
    /// @param choices Rulings to choose from, counted from 1. @param extraData What this arbitrator asks beside it.
    function createDispute(
        uint256 choices,
        bytes calldata extraData
    ) external payable returns (uint256 disputeID);

    /// @notice Appeals at the arbitrator, before it has handed its ruling over; pays `appealCost`.
    function appeal(uint256 disputeID, bytes calldata extraData) external payable;

    /// @notice Wei that a dispute costs.
    function arbitrationCost(bytes calldata extraData) external view returns (uint256 cost);

    /// @notice Wei that an appeal costs.
    function appealCost(uint256 disputeID, bytes calldata extraData) external view returns (uint256 cost);

    /// @notice Unix seconds between which it can be appealed; (0, 0) when it cannot.
    function appealPeriod(uint256 disputeID) external view returns (uint256 start, uint256 end);

    function disputeStatus(uint256 disputeID) external view returns (DisputeStatus status);

    /// @notice The ruling, or what it will be without an appeal.
    function currentRuling(uint256 disputeID) external view returns (uint256 ruling);
}
