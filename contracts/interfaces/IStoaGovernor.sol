// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title StoaGovernor
/// @notice Proposals are calls. The strictest role among the calls is the proposal's tier. They are voted in two houses, power
/// (tokens, delegable) and voice (members, quadratic, personal), and carried out through the Authority after its delay.
/// @dev Beside these functions it has those of OpenZeppelin's IGovernor. For clients that know no tiers, `votingDelay`,
/// `votingPeriod`, `proposalThreshold`, `quorum` and `baseDelaySeconds` are the constitutional tier's, the strictest.
///
/// A proposal keeps the numbers of its tier as they were when it was made. It expires when it is not queued within
/// `QUEUE_WINDOW` of its deadline, or not executed within the Authority's `expiration` of its eta.
interface IStoaGovernor {
    /// @notice What a proposal is voted under. One slot.
    /// @param role Its tier.
    /// @param quorum Votes, in base units; 0 until the first ballot.
    /// @param extendedUntil Unix seconds of the deadline when it was extended; 0 otherwise.
    struct Rules {
        uint64 role;
        uint16 quorumBps;
        uint16 approvalBps;
        uint16 minVoices;
        bool overridable;
        uint96 quorum;
        uint40 extendedUntil;
    }

    /// @notice Ballots of one kind, For, Against or Abstain, in both houses. One slot, so that a ballot writes one.
    /// @param power Base units of STOA.
    /// @param voters Those with a voice.
    struct Ballots {
        uint128 power;
        uint64 voice;
        uint64 voters;
    }

    /// @notice Right after ProposalCreated.
    event ProposalTier(uint256 indexed proposalId, uint64 indexed role);
    /// @notice The voice of a ballot, when it has one; its power is in VoteCast.
    event VoiceCast(address indexed voter, uint256 indexed proposalId, uint8 support, uint256 voice);
    /// @notice A ballot near the end turned the outcome. As in OpenZeppelin's GovernorPreventLateQuorum.
    event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline);
    event ProposalGuardianSet(address indexed oldGuardian, address indexed newGuardian, uint64 termEnd);
    event CourtSet(address indexed oldCourt, address indexed newCourt);

    error StoaGovernorNoCode(address target);
    /// @notice The Governor holds and sends no ether.
    error StoaGovernorValue(uint256 index, uint256 value);
    /// @notice Neither power nor voice at the snapshot.
    error StoaGovernorNoPower(address voter, uint256 snapshot);
    /// @notice The code behind the targets is not what was proposed.
    error StoaGovernorCodeChanged(uint256 proposalId, bytes24 proposed, bytes24 found);
    error StoaGovernorTermOutOfBounds(uint64 termEnd, uint256 earliest, uint256 latest);
    /// @notice A function of OpenZeppelin's that would be a way around the tiers.
    error StoaGovernorDisabled(bytes4 selector);

    /// @notice Who may cancel proposals, until when: at most `MAX_TERM` ahead. Nobody, with zeros. Governed.
    function setProposalGuardian(address guardian, uint64 termEnd) external;

    /// @notice The Court may propose without tokens what its appeals need: one call of its own `resolveAppeal`. Governed.
    function setCourt(address court_) external;

    /// @notice Role of the strictest tier among the calls. What belongs to no tier is constitutional.
    function requiredTier(
        address[] memory targets,
        bytes[] memory calldatas
    ) external view returns (uint64 role);

    /// @notice Role of the proposal's tier.
    function tierOf(uint256 proposalId) external view returns (uint64 role);

    function rulesOf(uint256 proposalId) external view returns (Rules memory);

    /// @notice Votes For and Abstain that the proposal needs, base units. Its snapshot must be over.
    function proposalQuorum(uint256 proposalId) external view returns (uint256);

    /// @notice Power, base units of STOA.
    function proposalVotes(
        uint256 proposalId
    ) external view returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes);

    /// @notice Voice, and how many ballots had one.
    function proposalVoices(
        uint256 proposalId
    ) external view returns (uint256 againstVoice, uint256 forVoice, uint256 abstainVoice, uint256 voters);

    /// @notice Voice of `account` at a second that is over.
    function voiceOf(address account, uint256 timepoint) external view returns (uint256);

    /// @notice Whether the ballots up to now pass the proposal.
    function wouldPass(uint256 proposalId) external view returns (bool);

    /// @notice Number of the newest proposal, counted from 1.
    function latestProposalId() external view returns (uint256);

    /// @notice The guardian; nobody when its term is over.
    function proposalGuardian() external view returns (address);

    function guardianTermEnd() external view returns (uint64);

    function court() external view returns (address);
}
