// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISemaphore} from "@semaphore-protocol/contracts/interfaces/ISemaphore.sol";

/// @notice The face of Semaphore that Reputation sees, with proofs that hide nothing: a commitment, and what it speaks of.
contract PlainSemaphore {
    uint256 private constant DEPTH = 16;

    uint256 public groupCounter;
    mapping(uint256 groupId => address) private _admins;
    mapping(uint256 groupId => uint256[]) private _members;
    mapping(uint256 groupId => mapping(uint256 commitment => bool)) public hasMember;

    function createGroup(address admin, uint256) external returns (uint256 groupId) {
        groupId = groupCounter++;
        _admins[groupId] = admin;
    }

    function addMember(uint256 groupId, uint256 commitment) external {
        require(msg.sender == _admins[groupId] && !hasMember[groupId][commitment]);
        hasMember[groupId][commitment] = true;
        _members[groupId].push(commitment);
    }

    function verifyProof(
        uint256 groupId,
        ISemaphore.SemaphoreProof calldata proof
    ) external view returns (bool) {
        uint256 commitment = proof.points[0];
        return
            proof.merkleTreeDepth == DEPTH &&
            hasMember[groupId][commitment] &&
            proof.merkleTreeRoot == getMerkleTreeRoot(groupId) &&
            proof.points[1] == proof.scope &&
            proof.points[2] == proof.message &&
            proof.nullifier == nullifierOf(commitment, proof.scope);
    }

    function getMerkleTreeSize(uint256 groupId) external view returns (uint256) {
        return _members[groupId].length;
    }

    function getMerkleTreeRoot(uint256 groupId) public view returns (uint256) {
        return uint256(keccak256(abi.encode(_members[groupId])));
    }

    function nullifierOf(uint256 commitment, uint256 scope) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(commitment, scope)));
    }
}
