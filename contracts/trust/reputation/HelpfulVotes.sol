// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IReputation} from "../../interfaces/IReputation.sol";
import {ReviewRewards} from "./ReviewRewards.sol";

/// @title HelpfulVotes
/// @notice What those who know the service think of a review. It moves no score.
abstract contract HelpfulVotes is ReviewRewards {
    enum Vote {
        None,
        Helpful,
        Unhelpful
    }

    struct Tally {
        uint32 helpful;
        uint32 unhelpful;
    }

    /// @dev Slot 13. One slot each: uint32 helpful, uint32 unhelpful.
    mapping(bytes32 feedbackId => Tally) private _tallies;
    /// @dev Slot 14.
    mapping(bytes32 feedbackId => mapping(address voter => Vote)) private _votes;

    /// @inheritdoc IReputation
    function markHelpful(uint256 serviceId, address client, uint64 feedbackIndex, bool helpful) external {
        bytes32 id = _requireFeedback(serviceId, client, feedbackIndex);
        (Tally memory tally, Vote before) = (_tallies[id], _votes[id][msg.sender]);
        Vote vote = helpful ? Vote.Helpful : Vote.Unhelpful;
        require(msg.sender != client, ReputationOwnFeedback(serviceId, client, feedbackIndex));
        _requireStranger(serviceId, msg.sender);
        require(_clients[serviceId][msg.sender].freshUntil != 0, ReputationNeverPaid(serviceId, msg.sender));
        require(vote != before, ReputationMarkedAlready(msg.sender, helpful));

        if (before == Vote.Helpful) --tally.helpful;
        if (before == Vote.Unhelpful) --tally.unhelpful;
        if (helpful) ++tally.helpful;
        else ++tally.unhelpful;
        _tallies[id] = tally;
        _votes[id][msg.sender] = vote;

        emit HelpfulMarked(
            serviceId,
            client,
            feedbackIndex,
            msg.sender,
            helpful,
            tally.helpful,
            tally.unhelpful
        );
    }

    /// @inheritdoc IReputation
    function helpfulOf(
        uint256 serviceId,
        address client,
        uint64 feedbackIndex
    ) external view returns (uint32 helpfulCount, uint32 unhelpfulCount) {
        Tally storage tally = _tallies[_requireFeedback(serviceId, client, feedbackIndex)];
        return (tally.helpful, tally.unhelpful);
    }
}
