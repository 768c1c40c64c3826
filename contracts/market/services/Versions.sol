// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {PublishedTerms} from "./PublishedTerms.sol";

/// @title Versions
/// @notice What services have released. A version's hashes are written once.
abstract contract Versions is PublishedTerms {
    struct VersionRecord {
        bytes32 codeHash;
        bytes32 manifestHash;
    }

    /// @notice Bytes of a manifest.
    uint256 public constant MAX_MANIFEST = 24_576;

    /// @dev Slot 14. Append-only: version n is at index n - 1. Two slots each: bytes32 codeHash; bytes32 manifestHash.
    mapping(uint256 serviceId => VersionRecord[]) private _versions;

    /// @inheritdoc IServiceRegistry
    function publishVersion(
        uint256 serviceId,
        Release calldata release,
        bytes calldata manifest
    ) external onlyController(serviceId) returns (uint32 version) {
        return _publishVersion(serviceId, release, manifest);
    }

    /// @inheritdoc IServiceRegistry
    function versionCount(uint256 serviceId) public view returns (uint32) {
        return uint32(_versions[serviceId].length);
    }

    /// @inheritdoc IServiceRegistry
    function versionHashes(
        uint256 serviceId,
        uint32 version
    ) external view returns (bytes32 codeHash, bytes32 manifestHash) {
        if (version == 0 || version > versionCount(serviceId)) return (0, 0);
        VersionRecord storage record = _versions[serviceId][version - 1];
        return (record.codeHash, record.manifestHash);
    }

    function _publishVersion(
        uint256 serviceId,
        Release calldata release,
        bytes calldata manifest
    ) internal returns (uint32 version) {
        require(manifest.length <= MAX_MANIFEST, ServiceRegistryManifestSize(manifest.length, MAX_MANIFEST));
        require(
            bytes(release.semver).length != 0 && release.codeHash != 0 && manifest.length != 0,
            ServiceRegistryVersionIncomplete(serviceId)
        );

        bytes32 manifestHash = sha256(manifest);
        _versions[serviceId].push(VersionRecord(release.codeHash, manifestHash));
        version = versionCount(serviceId);

        emit VersionPublished(
            serviceId,
            version,
            release.semver,
            release.codeHash,
            release.uri,
            manifestHash,
            manifest
        );
    }
}
