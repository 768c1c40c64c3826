// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IReputation} from "../interfaces/IReputation.sol";
import {IServiceRecords} from "../interfaces/IServiceRecords.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {IStakeLocks} from "../interfaces/IStakeLocks.sol";
import {Anchors} from "./records/Anchors.sol";
import {Attestations} from "./records/Attestations.sol";

/// @title ServiceRecords
/// @dev Its parts, in the order of their storage: records/Anchors, Attestations. It only reads the registry and Reputation.
contract ServiceRecords is Attestations {
    /// @notice Bound of the weight that reviews must have.
    uint96 public constant MOST_REVIEW_WEIGHT = 10_000e6;

    IReputation public immutable REPUTATION;

    /// @dev Slot 4: uint96 minReviewWeight.
    /// @inheritdoc IServiceRecords
    uint96 public minReviewWeight;

    constructor(
        IServiceRegistry services,
        IReputation reputation,
        address authority_,
        uint96 initialReviewWeight
    ) Anchors(services) Attestations(authority_) {
        REPUTATION = reputation;
        _setMinReviewWeight(initialReviewWeight);
    }

    /// @inheritdoc IServiceRecords
    function setMinReviewWeight(uint96 weight) external restricted {
        _setMinReviewWeight(weight);
    }

    /// @inheritdoc IServiceRecords
    function standingOf(uint256 serviceId) public view returns (Standing memory standing) {
        (bool audited, uint32 version) = _newest(serviceId, AttestationKind.Audit);
        (standing.domain, ) = _newest(serviceId, AttestationKind.Domain);
        standing.audit = audited && version == SERVICES.versionCount(serviceId);
        standing.staked = SERVICES.isStaked(serviceId);
        standing.unlocked = IStakeLocks(address(SERVICES)).openLocks(serviceId) == 0;
        (, uint96 weight, ) = REPUTATION.scoreOf(serviceId);
        standing.reviewed = weight >= minReviewWeight;
    }

    /// @inheritdoc IServiceRecords
    function isVerified(uint256 serviceId) external view returns (bool) {
        Standing memory standing = standingOf(serviceId);
        return standing.staked && standing.domain && standing.audit && standing.unlocked && standing.reviewed;
    }

    function _setMinReviewWeight(uint96 weight) private {
        require(weight <= MOST_REVIEW_WEIGHT, ServiceRecordsReviewWeightTooHigh(weight, MOST_REVIEW_WEIGHT));
        minReviewWeight = weight;
        emit MinReviewWeightSet(weight);
    }
}
