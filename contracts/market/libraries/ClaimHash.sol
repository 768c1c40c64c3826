// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title ClaimHash
/// @notice What a claim leaves behind on chain, so that a single charge of it can be proved or disputed later: one word.
library ClaimHash {
    /// @notice keccak256(abi.encode(payer, gateway, key, serviceId)), without taking memory: once a row of every claim.
    function ledgerId(
        address payer,
        address gateway,
        address key,
        uint256 serviceId
    ) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shr(96, shl(96, payer)))
            mstore(add(free, 0x20), shr(96, shl(96, gateway)))
            mstore(add(free, 0x40), shr(96, shl(96, key)))
            mstore(add(free, 0x60), serviceId)
            result := keccak256(free, 0x80)
        }
    }

    /// @param receiptsRoot Merkle root over the rows' receipt trees, in the order of the rows.
    /// @param rowHashes In the order of the rows; zero for one that was skipped.
    function ofClaim(
        address gateway,
        uint256 time,
        bytes32 receiptsRoot,
        bytes32[] memory rowHashes
    ) internal pure returns (bytes32) {
        bytes32 rowsHash;
        assembly ("memory-safe") {
            rowsHash := keccak256(add(rowHashes, 0x20), shl(5, mload(rowHashes)))
        }
        return keccak256(abi.encode(gateway, time, receiptsRoot, rowsHash));
    }

    /// @notice keccak256(abi.encode(ledger, epoch, termsHash, before, charged)), without taking memory.
    /// @param before The ledger's claimed total before the row. @param charged The same after it.
    function ofRow(
        bytes32 ledger,
        uint256 epoch,
        bytes32 termsHash,
        uint256 before,
        uint256 charged
    ) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, ledger)
            mstore(add(free, 0x20), epoch)
            mstore(add(free, 0x40), termsHash)
            mstore(add(free, 0x60), before)
            mstore(add(free, 0x80), charged)
            result := keccak256(free, 0xa0)
        }
    }
}
