// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IConstitution} from "../interfaces/IConstitution.sol";
import {Tiers} from "./libraries/Tiers.sol";

/// @title Constitution
contract Constitution is IConstitution, AccessManaged {
    /// @notice Seconds.
    uint256 public constant MIN_VOTING_DELAY = 1 days;
    uint256 public constant MAX_VOTING_DELAY = 14 days;
    uint256 public constant MIN_VOTING_PERIOD = 3 days;
    uint256 public constant MAX_VOTING_PERIOD = 30 days;

    /// @notice Basis points.
    uint256 public constant MIN_THRESHOLD = 1;
    uint256 public constant MAX_THRESHOLD = 200;
    uint256 public constant MIN_QUORUM = 100;
    uint256 public constant MAX_QUORUM = 4_000;
    uint256 public constant MIN_APPROVAL = 5_000;
    uint256 public constant MAX_APPROVAL = 9_000;

    /// @notice Ballots with a voice.
    uint256 public constant MAX_MIN_VOICES = 1_000;

    /// @inheritdoc IConstitution
    bytes32 public textHash;

    /// @dev One slot each.
    mapping(uint64 role => Tier) private _tiers;

    /// @param tiers In the order of their roles: CONSTITUTION, OPERATIONS, TREASURY, UPGRADE.
    constructor(
        Tier[4] memory tiers,
        bytes32 hash,
        string memory uri,
        address authority_
    ) AccessManaged(authority_) {
        for (uint64 role; role < Tiers.COUNT; ++role) _setTier(role, tiers[role]);
        _setText(hash, uri);
    }

    /// @inheritdoc IConstitution
    function setTier(uint64 role, Tier calldata tier) external restricted {
        _setTier(role, tier);
    }

    /// @inheritdoc IConstitution
    function setText(bytes32 hash, string calldata uri) external restricted {
        _setText(hash, uri);
    }

    /// @inheritdoc IConstitution
    function tierOf(uint64 role) external view returns (Tier memory) {
        require(Tiers.isTier(role), ConstitutionUnknownTier(role));
        return _tiers[role];
    }

    /// @inheritdoc IConstitution
    function isTier(uint64 role) external pure returns (bool) {
        return Tiers.isTier(role);
    }

    function _setTier(uint64 role, Tier memory tier) private {
        require(Tiers.isTier(role), ConstitutionUnknownTier(role));
        require(tier.rank == Tiers.rankOf(role), ConstitutionRankFixed(role, Tiers.rankOf(role), tier.rank));
        _checkBounds(tier);
        _checkOrder(role, tier);

        _tiers[role] = tier;

        emit TierSet(role, tier);
    }

    function _setText(bytes32 hash, string memory uri) private {
        require(hash != 0, ConstitutionZeroHash());

        textHash = hash;

        emit TextSet(hash, uri);
    }

    /// @dev Nothing voted under an easier tier can be harder than a change of the rules themselves.
    function _checkOrder(uint64 role, Tier memory tier) private view {
        if (role != Tiers.CONSTITUTION) {
            _checkNotStricter(role, tier, _tiers[Tiers.CONSTITUTION]);
            return;
        }
        require(!tier.overridable, ConstitutionNeverOverridable());
        for (uint64 other = Tiers.OPERATIONS; other < Tiers.COUNT; ++other) {
            _checkNotStricter(other, _tiers[other], tier);
        }
    }

    function _checkNotStricter(uint64 role, Tier memory tier, Tier memory constitutional) private pure {
        _checkAtLeast(role, constitutional.votingDelay, tier.votingDelay);
        _checkAtLeast(role, constitutional.votingPeriod, tier.votingPeriod);
        _checkAtLeast(role, constitutional.thresholdBps, tier.thresholdBps);
        _checkAtLeast(role, constitutional.quorumBps, tier.quorumBps);
        _checkAtLeast(role, constitutional.approvalBps, tier.approvalBps);
    }

    function _checkAtLeast(uint64 role, uint256 constitutional, uint256 other) private pure {
        require(constitutional >= other, ConstitutionWeakerThanTier(role, constitutional, other));
    }

    function _checkBounds(Tier memory tier) private pure {
        require(
            tier.votingDelay >= MIN_VOTING_DELAY && tier.votingDelay <= MAX_VOTING_DELAY,
            ConstitutionVotingDelayOutOfBounds(tier.votingDelay, MIN_VOTING_DELAY, MAX_VOTING_DELAY)
        );
        require(
            tier.votingPeriod >= MIN_VOTING_PERIOD && tier.votingPeriod <= MAX_VOTING_PERIOD,
            ConstitutionVotingPeriodOutOfBounds(tier.votingPeriod, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD)
        );
        require(
            tier.thresholdBps >= MIN_THRESHOLD && tier.thresholdBps <= MAX_THRESHOLD,
            ConstitutionThresholdOutOfBounds(tier.thresholdBps, MIN_THRESHOLD, MAX_THRESHOLD)
        );
        require(
            tier.quorumBps >= MIN_QUORUM && tier.quorumBps <= MAX_QUORUM,
            ConstitutionQuorumOutOfBounds(tier.quorumBps, MIN_QUORUM, MAX_QUORUM)
        );
        require(
            tier.approvalBps >= MIN_APPROVAL && tier.approvalBps <= MAX_APPROVAL,
            ConstitutionApprovalOutOfBounds(tier.approvalBps, MIN_APPROVAL, MAX_APPROVAL)
        );
        require(tier.minVoices <= MAX_MIN_VOICES, ConstitutionTooManyVoices(tier.minVoices, MAX_MIN_VOICES));
    }
}
