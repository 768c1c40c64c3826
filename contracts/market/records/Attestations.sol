// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IServiceRecords} from "../../interfaces/IServiceRecords.sol";
import {Anchors} from "./Anchors.sol";

/// @title Attestations
/// @notice What auditors have stated about services, and until when it holds.
abstract contract Attestations is Anchors, AccessManaged {
    /// @notice Seconds that an attestation may hold: domains change hands, and code ages.
    uint64 public constant MAX_VALIDITY = 366 days;

    // Slot 1 is AccessManaged's: address authority, bool consumingSchedule.
    /// @dev Slot 2. Append-only: attestation n is at index n - 1. Four slots each: serviceId; hash; address auditor, uint64
    /// expiry, uint32 version; uint64 tenure, kind, bool revoked.
    Attestation[] private _attestations;
    /// @dev Slot 3.
    /// @inheritdoc IServiceRecords
    mapping(uint256 serviceId => mapping(AttestationKind kind => uint256 attestationId))
        public newestAttestation;

    constructor(address authority_) AccessManaged(authority_) {}

    /// @inheritdoc IServiceRecords
    function attest(
        uint256 serviceId,
        uint32 version,
        AttestationKind kind,
        string calldata uri,
        bytes32 hash,
        uint64 expiry
    ) external restricted returns (uint256 attestationId) {
        uint64 latest = uint64(block.timestamp) + MAX_VALIDITY;
        uint64 tenure = SERVICES.tenureOf(serviceId);
        require(
            expiry > block.timestamp && expiry <= latest,
            ServiceRecordsExpiryOutOfBounds(expiry, block.timestamp, latest)
        );
        require(hash != 0, ServiceRecordsZeroHash());
        _requireVersion(serviceId, version);

        _attestations.push(
            Attestation({
                serviceId: serviceId,
                hash: hash,
                auditor: msg.sender,
                expiry: expiry,
                version: version,
                tenure: tenure,
                kind: kind,
                revoked: false
            })
        );
        attestationId = _attestations.length;
        newestAttestation[serviceId][kind] = attestationId;

        emit Attested(attestationId, serviceId, msg.sender, version, kind, uri, hash, expiry, tenure);
    }

    /// @inheritdoc IServiceRecords
    function revokeAttestation(uint256 attestationId) external restricted {
        Attestation memory found = attestationOf(attestationId);
        require(!found.revoked, ServiceRecordsRevokedAlready(attestationId));

        _attestations[attestationId - 1].revoked = true;

        emit AttestationRevoked(attestationId, found.serviceId, msg.sender);
    }

    /// @inheritdoc IServiceRecords
    function attestationOf(uint256 attestationId) public view returns (Attestation memory) {
        uint256 count = _attestations.length;
        require(
            attestationId != 0 && attestationId <= count,
            ServiceRecordsUnknownAttestation(attestationId, count)
        );
        return _attestations[attestationId - 1];
    }

    /// @return holds Whether the newest of its kind counts now, for the owner it was given to.
    /// @return version The release it is about; zero when there is none.
    function _newest(
        uint256 serviceId,
        AttestationKind kind
    ) internal view returns (bool holds, uint32 version) {
        uint256 attestationId = newestAttestation[serviceId][kind];
        if (attestationId == 0) return (false, 0);
        Attestation storage found = _attestations[attestationId - 1];
        holds =
            !found.revoked &&
            block.timestamp < found.expiry &&
            found.tenure == SERVICES.tenureOf(serviceId);
        version = found.version;
    }
}
