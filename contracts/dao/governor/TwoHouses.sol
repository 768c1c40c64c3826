// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {PassRule} from "../libraries/PassRule.sol";
import {ProposalTiers} from "./ProposalTiers.sol";

/// @title TwoHouses
/// @notice Counts each ballot twice: the voter's power, with what is delegated to him, and his own voice.
abstract contract TwoHouses is ProposalTiers {
    using PassRule for Ballots[3];

    /// @dev One slot for each support.
    mapping(uint256 proposalId => Ballots[3]) private _ballots;

    mapping(uint256 proposalId => mapping(address voter => bool)) private _hasVoted;

    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external pure override returns (string memory) {
        return "support=bravo&quorum=for,abstain";
    }

    function hasVoted(uint256 proposalId, address account) external view override returns (bool) {
        return _hasVoted[proposalId][account];
    }

    /// @inheritdoc IStoaGovernor
    function proposalVotes(
        uint256 proposalId
    ) external view returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes) {
        Ballots[3] memory ballots = _ballots[proposalId];
        return (
            ballots[PassRule.AGAINST].power,
            ballots[PassRule.FOR].power,
            ballots[PassRule.ABSTAIN].power
        );
    }

    /// @inheritdoc IStoaGovernor
    function proposalVoices(
        uint256 proposalId
    ) external view returns (uint256 againstVoice, uint256 forVoice, uint256 abstainVoice, uint256 voters) {
        Ballots[3] memory ballots = _ballots[proposalId];
        return (
            ballots[PassRule.AGAINST].voice,
            ballots[PassRule.FOR].voice,
            ballots[PassRule.ABSTAIN].voice,
            ballots.votersOf()
        );
    }

    /// @inheritdoc IStoaGovernor
    function wouldPass(uint256 proposalId) public view returns (bool) {
        return _quorumReached(proposalId) && _voteSucceeded(proposalId);
    }

    function _countVote(
        uint256 proposalId,
        address voter,
        uint8 support,
        uint256 power,
        bytes memory
    ) internal override returns (uint256) {
        uint256 snapshot = proposalSnapshot(proposalId);
        uint256 voice = voiceOf(voter, snapshot);
        require(support <= PassRule.ABSTAIN, GovernorInvalidVoteType());
        require(!_hasVoted[proposalId][voter], GovernorAlreadyCastVote(voter));
        require(power != 0 || voice != 0, StoaGovernorNoPower(voter, snapshot));

        _hasVoted[proposalId][voter] = true;
        // Written once: finding what EXCLUDED had in the past costs more with every transfer of an excluded holder.
        if (_rules[proposalId].quorum == 0) _rules[proposalId].quorum = uint96(proposalQuorum(proposalId));
        // Power fits: the supply has 90 bits. So does the voice of sixteen million members, with 40 bits each.
        Ballots memory ballots = _ballots[proposalId][support];
        ballots.power += uint128(power);
        if (voice != 0) {
            ballots.voice += uint64(voice);
            ballots.voters += 1;
            emit VoiceCast(voter, proposalId, support, voice);
        }
        _ballots[proposalId][support] = ballots;
        return power;
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        return _ballots[proposalId].isQuorate(proposalQuorum(proposalId));
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        return _ballots[proposalId].isApproved(_rules[proposalId], proposalQuorum(proposalId));
    }
}
