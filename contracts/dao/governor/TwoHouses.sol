// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {PassRule} from "../libraries/PassRule.sol";
import {ProposalTiers} from "./ProposalTiers.sol";

/// @title TwoHouses
/// @notice Counts each ballot twice: the voter's power, with what is delegated to him, and his own voice.
abstract contract TwoHouses is ProposalTiers {
    using PassRule for Count;

    /// @dev As in Governor Bravo.
    uint8 private constant AGAINST = 0;
    uint8 private constant FOR = 1;
    uint8 private constant ABSTAIN = 2;

    mapping(uint256 proposalId => Count) private _counts;

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
        Count memory count = _counts[proposalId];
        return (count.powerAgainst, count.powerFor, count.powerAbstain);
    }

    /// @inheritdoc IStoaGovernor
    function proposalVoices(
        uint256 proposalId
    ) external view returns (uint256 againstVoice, uint256 forVoice, uint256 abstainVoice, uint256 voters) {
        Count memory count = _counts[proposalId];
        return (count.voiceAgainst, count.voiceFor, count.voiceAbstain, count.voters);
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
        require(support <= ABSTAIN, GovernorInvalidVoteType());
        require(!_hasVoted[proposalId][voter], GovernorAlreadyCastVote(voter));
        require(power != 0 || voice != 0, StoaGovernorNoPower(voter, snapshot));

        _hasVoted[proposalId][voter] = true;
        // Written once: finding what EXCLUDED had in the past costs more with every transfer of an excluded holder.
        if (_rules[proposalId].quorum == 0) _rules[proposalId].quorum = uint96(proposalQuorum(proposalId));
        Count storage count = _counts[proposalId];
        if (power != 0) _countPower(count, support, uint96(power));
        if (voice != 0) {
            _countVoice(count, support, uint64(voice));
            emit VoiceCast(voter, proposalId, support, voice);
        }
        return power;
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        return _counts[proposalId].isQuorate(proposalQuorum(proposalId));
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        return _counts[proposalId].isApproved(_rules[proposalId], proposalQuorum(proposalId));
    }

    /// @dev The supply has 90 bits.
    function _countPower(Count storage count, uint8 support, uint96 power) private {
        if (support == FOR) count.powerFor += power;
        else if (support == AGAINST) count.powerAgainst += power;
        else count.powerAbstain += power;
    }

    /// @dev A voice has 40 bits, so that the sum holds those of sixteen million members.
    function _countVoice(Count storage count, uint8 support, uint64 voice) private {
        if (support == FOR) count.voiceFor += voice;
        else if (support == AGAINST) count.voiceAgainst += voice;
        else count.voiceAbstain += voice;
        count.voters += 1;
    }
}
