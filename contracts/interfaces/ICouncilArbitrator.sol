// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrable} from "./IArbitrable.sol";
import {IArbitrator} from "./IArbitrator.sol";

/// @title CouncilArbitrator
/// @notice An ERC-792 arbitrator whose rulings the DAO's audit council gives, for nothing. Whoever wants to appeal does so at the
/// contract that has the dispute: this arbitrator hands its ruling over with the word.
interface ICouncilArbitrator is IArbitrator {
    /// @notice One dispute. One slot.
    struct Hearing {
        IArbitrable arbitrable;
        uint40 choices;
        uint40 ruling;
        bool solved;
    }

    event RulingGiven(uint256 indexed disputeID, IArbitrable indexed arbitrable, uint256 ruling);

    error CouncilArbitratorFree(uint256 sent);
    error CouncilArbitratorChoices(uint256 choices);
    error CouncilArbitratorUnknownDispute(uint256 disputeID, uint256 count);
    error CouncilArbitratorUnknownRuling(uint256 ruling, uint256 choices);
    error CouncilArbitratorSolved(uint256 disputeID);
    error CouncilArbitratorNoAppeal(uint256 disputeID);

    /// @notice Rules, once; 0 refuses to decide. What the disputing contract refuses can be given again later. Governed.
    function giveRuling(uint256 disputeID, uint256 ruling) external;

    function hearingOf(uint256 disputeID) external view returns (Hearing memory);

    /// @notice Number of the newest dispute.
    function disputeCount() external view returns (uint256);
}
