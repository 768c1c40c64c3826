// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IServiceRecords} from "../interfaces/IServiceRecords.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {IStakeLocks} from "../interfaces/IStakeLocks.sol";
import {Anchors} from "./records/Anchors.sol";
import {Attestations} from "./records/Attestations.sol";

/// @title ServiceRecords
/// @dev Its parts, in the order of their storage: records/Anchors, Attestations. It only reads the registry.
contract ServiceRecords is Attestations {
    constructor(IServiceRegistry services, address authority_) Anchors(services) Attestations(authority_) {}

    /// @inheritdoc IServiceRecords
    function standingOf(uint256 serviceId) public view returns (Standing memory standing) {
        (bool audited, uint32 version) = _newest(serviceId, AttestationKind.Audit);
        (standing.domain, ) = _newest(serviceId, AttestationKind.Domain);
        standing.audit = audited && version == SERVICES.versionCount(serviceId);
        standing.staked = SERVICES.isStaked(serviceId);
        standing.unlocked = IStakeLocks(address(SERVICES)).openLocks(serviceId) == 0;
    }

    /// @inheritdoc IServiceRecords
    function isVerified(uint256 serviceId) external view returns (bool) {
        Standing memory standing = standingOf(serviceId);
        return standing.staked && standing.domain && standing.audit && standing.unlocked;
    }
}
