// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {KeyWord} from "./Slots.sol";

/// @title SessionKeys
/// @notice The life of a session key: granted, spent from, revoked.
library SessionKeys {
    /// @notice Seconds for which claims still pass after a key has expired or was revoked: the gateway's time to claim
    /// what it had accepted before.
    uint256 internal constant CLAIM_GRACE = 24 hours;

    /// @notice keccak256(abi.encode(payer, gateway, key)), without taking memory: once a row of a session key.
    function idOf(address payer, address gateway, address key) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shr(96, shl(96, payer)))
            mstore(add(free, 0x20), shr(96, shl(96, gateway)))
            mstore(add(free, 0x40), shr(96, shl(96, key)))
            result := keccak256(free, 0x60)
        }
    }

    /// @notice Applies a grant whose signatures are checked. What was spent and a revocation carry over.
    /// @dev A grant may arrive after its key's last day or revocation, as long as claims still pass: the gateway may have
    /// served on it before it was registered.
    /// @return validBefore What is in force: the grant's date, or the revocation's when that is earlier.
    function grant(
        IEscrowVault.SessionKey storage key,
        IEscrowVault.SessionGrant calldata newGrant
    ) internal returns (uint40 validBefore) {
        IEscrowVault.SessionKey memory known = key;
        validBefore = uint40(_min(newGrant.validBefore, type(uint40).max));
        if (known.revoked) validBefore = uint40(_min(validBefore, known.validBefore));
        require(
            block.timestamp < validBefore + CLAIM_GRACE,
            IEscrowVault.EscrowVaultGrantExpired(validBefore)
        );
        require(
            newGrant.nonce > known.nonce && newGrant.nonce <= type(uint32).max,
            IEscrowVault.EscrowVaultGrantNonce(newGrant.nonce, known.nonce)
        );

        key.cap = uint96(_min(newGrant.cap, type(uint96).max));
        key.validBefore = validBefore;
        key.restricted = newGrant.servicesRoot != bytes32(0);
        key.introduced = newGrant.integrator != address(0);
        key.integrator = newGrant.integrator;
        key.nonce = uint32(newGrant.nonce);
        if (newGrant.servicesRoot != known.servicesRoot) key.servicesRoot = newGrant.servicesRoot;
    }

    /// @notice Ends a key for ever. An unknown key gets a tombstone, so that a grant already signed cannot revive it.
    function revoke(IEscrowVault.SessionKey storage key) internal {
        bool known = key.nonce != 0 || key.revoked;
        key.validBefore = uint40(known ? _min(key.validBefore, block.timestamp) : block.timestamp);
        key.revoked = true;
    }

    /// @notice Whether `delta` for this service may be claimed with the key, and why not.
    /// @param word The key's first slot.
    function check(
        IEscrowVault.SessionKey storage key,
        KeyWord word,
        uint256 delta,
        uint256 serviceId,
        bytes32[] calldata servicesProof
    ) internal view returns (bool passes, IEscrowVault.SkipReason reason) {
        // The nonce lies in the second slot: a key with a cap has been granted.
        if (word.cap() == 0 && key.nonce == 0) return (false, IEscrowVault.SkipReason.UnknownKey);
        if (block.timestamp >= word.validBefore() + CLAIM_GRACE)
            return (false, IEscrowVault.SkipReason.KeyExpired);
        if (word.spent() + delta > word.cap()) return (false, IEscrowVault.SkipReason.OverCap);
        if (word.isRestricted()) {
            bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(serviceId))));
            if (!MerkleProof.verifyCalldata(servicesProof, key.servicesRoot, leaf)) {
                return (false, IEscrowVault.SkipReason.ServiceNotGranted);
            }
        }
        return (true, reason);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
