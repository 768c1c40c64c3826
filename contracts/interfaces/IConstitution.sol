// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Constitution
/// @notice The table of tiers that every proposal is voted under, inside bounds that no vote can leave, and the hash of the
/// written constitution.
/// @dev The four tiers are roles of the Authority. How long a passed proposal waits is not here: the Authority has it, as the
/// Governor's delay in each role.
interface IConstitution {
    /// @param votingDelay Seconds from the proposal to its snapshot.
    /// @param votingPeriod Seconds from the snapshot to the deadline.
    /// @param thresholdBps Votes that a proposer needs. Shares are of the supply outside EXCLUDED, basis points.
    /// @param quorumBps Votes For and Abstain that count as enough.
    /// @param approvalBps For's share of For and Against; exactly half is never enough.
    /// @param minVoices Members' ballots below which the voice house is not yet asked.
    /// @param overridable Two thirds For and twice the quorum pass against the voice house.
    /// @param rank The greater is the stricter. Fixed for each role.
    struct Tier {
        uint32 votingDelay;
        uint32 votingPeriod;
        uint16 thresholdBps;
        uint16 quorumBps;
        uint16 approvalBps;
        uint16 minVoices;
        bool overridable;
        uint8 rank;
    }

    event TierSet(uint64 indexed role, Tier tier);
    /// @param hash keccak256 of the text's bytes.
    event TextSet(bytes32 indexed hash, string uri);

    error ConstitutionUnknownTier(uint64 role);
    error ConstitutionVotingDelayOutOfBounds(uint32 votingDelay, uint256 minimum, uint256 maximum);
    error ConstitutionVotingPeriodOutOfBounds(uint32 votingPeriod, uint256 minimum, uint256 maximum);
    error ConstitutionThresholdOutOfBounds(uint16 thresholdBps, uint256 minimum, uint256 maximum);
    error ConstitutionQuorumOutOfBounds(uint16 quorumBps, uint256 minimum, uint256 maximum);
    error ConstitutionApprovalOutOfBounds(uint16 approvalBps, uint256 minimum, uint256 maximum);
    error ConstitutionTooManyVoices(uint16 minVoices, uint256 maximum);
    error ConstitutionRankFixed(uint64 role, uint8 rank, uint8 given);
    error ConstitutionNeverOverridable();
    /// @notice A tier would be stricter than the constitutional one, in the number given.
    error ConstitutionWeakerThanTier(uint64 role, uint256 constitutional, uint256 other);
    error ConstitutionZeroHash();

    /// @notice Changes the numbers of one of the four tiers. Governed. Proposals that were made before keep theirs.
    function setTier(uint64 role, Tier calldata tier) external;

    /// @notice Names the text that is in force. Governed.
    /// @param hash keccak256 of its bytes.
    /// @param uri Where it can be read.
    function setText(bytes32 hash, string calldata uri) external;

    function tierOf(uint64 role) external view returns (Tier memory);

    function isTier(uint64 role) external view returns (bool);

    /// @notice keccak256 of the text in force.
    function textHash() external view returns (bytes32);
}
