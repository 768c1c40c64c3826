// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IArbitrable} from "../interfaces/IArbitrable.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";
import {ICouncilArbitrator} from "../interfaces/ICouncilArbitrator.sol";

/// @title CouncilArbitrator
contract CouncilArbitrator is ICouncilArbitrator, AccessManaged {
    // Slot 0 is AccessManaged's.
    /// @dev Slot 1. Append-only: dispute n is at index n - 1. One slot each.
    Hearing[] private _hearings;

    constructor(address authority_) AccessManaged(authority_) {}

    /// @inheritdoc IArbitrator
    function createDispute(uint256 choices, bytes calldata) external payable returns (uint256 disputeID) {
        require(msg.value == 0, CouncilArbitratorFree(msg.value));
        require(choices != 0 && choices <= type(uint40).max, CouncilArbitratorChoices(choices));

        IArbitrable arbitrable = IArbitrable(msg.sender);
        _hearings.push(Hearing({arbitrable: arbitrable, choices: uint40(choices), ruling: 0, solved: false}));
        disputeID = _hearings.length;

        emit DisputeCreation(disputeID, arbitrable);
    }

    /// @inheritdoc ICouncilArbitrator
    function giveRuling(uint256 disputeID, uint256 ruling) external restricted {
        Hearing storage hearing = _known(disputeID);
        require(!hearing.solved, CouncilArbitratorSolved(disputeID));
        require(ruling <= hearing.choices, CouncilArbitratorUnknownRuling(ruling, hearing.choices));

        hearing.ruling = uint40(ruling);
        hearing.solved = true;

        emit RulingGiven(disputeID, hearing.arbitrable, ruling);
        hearing.arbitrable.rule(disputeID, ruling);
    }

    /// @inheritdoc IArbitrator
    function appeal(uint256 disputeID, bytes calldata) external payable {
        _known(disputeID);
        revert CouncilArbitratorNoAppeal(disputeID);
    }

    /// @inheritdoc ICouncilArbitrator
    function disputeCount() external view returns (uint256) {
        return _hearings.length;
    }

    /// @inheritdoc ICouncilArbitrator
    function hearingOf(uint256 disputeID) external view returns (Hearing memory) {
        return _known(disputeID);
    }

    /// @inheritdoc IArbitrator
    function appealPeriod(uint256 disputeID) external view returns (uint256 start, uint256 end) {
        _known(disputeID);
        return (0, 0);
    }

    /// @inheritdoc IArbitrator
    function disputeStatus(uint256 disputeID) external view returns (DisputeStatus) {
        return _known(disputeID).solved ? DisputeStatus.Solved : DisputeStatus.Waiting;
    }

    /// @inheritdoc IArbitrator
    function currentRuling(uint256 disputeID) external view returns (uint256) {
        return _known(disputeID).ruling;
    }

    /// @inheritdoc IArbitrator
    function arbitrationCost(bytes calldata) external pure returns (uint256) {
        return 0;
    }

    /// @notice More than anybody has: there is no appeal here.
    /// @inheritdoc IArbitrator
    function appealCost(uint256, bytes calldata) external pure returns (uint256) {
        return type(uint256).max;
    }

    function _known(uint256 disputeID) private view returns (Hearing storage) {
        uint256 count = _hearings.length;
        require(disputeID != 0 && disputeID <= count, CouncilArbitratorUnknownDispute(disputeID, count));
        return _hearings[disputeID - 1];
    }
}
