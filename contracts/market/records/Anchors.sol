// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IServiceRecords} from "../../interfaces/IServiceRecords.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";

/// @title Anchors
/// @notice Merkle roots of what belongs to a release. Append-only.
abstract contract Anchors is IServiceRecords {
    IServiceRegistry public immutable SERVICES;

    /// @dev Slot 0. Anchor n is at index n - 1. Two slots each: bytes32 root; uint32 version, kind, uint64 anchoredAt.
    mapping(uint256 serviceId => Anchor[]) private _anchors;

    constructor(IServiceRegistry services) {
        SERVICES = services;
    }

    /// @inheritdoc IServiceRecords
    function anchor(
        uint256 serviceId,
        uint32 version,
        AnchorKind kind,
        bytes32 root
    ) external returns (uint256 number) {
        require(
            SERVICES.isAuthorizedOrOwner(msg.sender, serviceId),
            ServiceRecordsNotController(serviceId, msg.sender)
        );
        require(root != 0, ServiceRecordsZeroHash());
        _requireVersion(serviceId, version);

        _anchors[serviceId].push(Anchor(root, version, kind, uint64(block.timestamp)));
        number = _anchors[serviceId].length;

        emit Anchored(serviceId, number, version, kind, root);
    }

    /// @inheritdoc IServiceRecords
    function verifyAnchored(
        uint256 serviceId,
        uint256 number,
        bytes32 hash,
        bytes32[] calldata proof
    ) external view returns (bool) {
        // Hashed twice: an inner node cannot pass for a leaf.
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(hash))));
        return MerkleProof.verifyCalldata(proof, anchorOf(serviceId, number).root, leaf);
    }

    /// @inheritdoc IServiceRecords
    function anchorCount(uint256 serviceId) external view returns (uint256) {
        return _anchors[serviceId].length;
    }

    /// @inheritdoc IServiceRecords
    function anchorOf(uint256 serviceId, uint256 number) public view returns (Anchor memory) {
        uint256 count = _anchors[serviceId].length;
        require(number != 0 && number <= count, ServiceRecordsUnknownAnchor(serviceId, number, count));
        return _anchors[serviceId][number - 1];
    }

    function _requireVersion(uint256 serviceId, uint32 version) internal view {
        uint32 latest = SERVICES.versionCount(serviceId);
        require(version != 0 && version <= latest, ServiceRecordsUnknownVersion(serviceId, version, latest));
    }
}
