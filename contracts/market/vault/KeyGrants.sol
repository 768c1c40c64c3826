// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {SessionKeys} from "../libraries/SessionKeys.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {VoucherHash} from "../libraries/VoucherHash.sol";
import {VaultCore} from "./VaultCore.sol";

/// @title KeyGrants
/// @notice Which keys may sign for a payer: granted by the payer's signature, revoked by his transaction.
abstract contract KeyGrants is VaultCore {
    using SessionKeys for SessionKey;
    using VoucherHash for *;

    /// @notice Seconds for which claims pass after a key's end.
    uint256 public constant CLAIM_GRACE = SessionKeys.CLAIM_GRACE;

    /// @dev Slot 4. Each key three slots. 0: uint96 cap, uint96 spent, uint40 validBefore, bool restricted, bool revoked,
    /// bool introduced. 1: address integrator, uint32 nonce; claims read it only for an introduced key. 2: bytes32
    /// servicesRoot, read only for a restricted key.
    /// Id: keccak256(abi.encode(payer, gateway, key)).
    mapping(bytes32 keyId => SessionKey) internal _sessionKeys;

    /// @inheritdoc IEscrowVault
    function grantKey(SignedGrant calldata signedGrant) external {
        SessionGrant calldata grant = signedGrant.grant;
        require(grant.key != grant.payer, EscrowVaultSelfKey(grant.payer));
        require(
            grant.integrator == address(0) ||
                (grant.integrator != grant.payer &&
                    grant.integrator != grant.key &&
                    grant.integrator != grant.gateway),
            EscrowVaultIntegratorInvalid(grant.integrator)
        );
        require(
            Signatures.hasSigned(grant.payer, _hashTypedDataV4(grant.hash()), signedGrant.grantSignature),
            EscrowVaultGrantSignature(grant.payer)
        );
        _checkKeyProof(grant, signedGrant.proofDeadline, signedGrant.keyProof);

        bytes32 keyId = SessionKeys.idOf(grant.payer, grant.gateway, grant.key);
        uint40 validBefore = _sessionKeys[keyId].grant(grant);

        emit KeyGranted(
            grant.payer,
            grant.gateway,
            grant.key,
            grant.integrator,
            grant.cap,
            grant.maxPerCall,
            validBefore,
            grant.servicesRoot,
            grant.nonce
        );
    }

    /// @inheritdoc IEscrowVault
    function grantKeys(SignedGrant[] calldata signedGrants) external {
        for (uint256 i; i < signedGrants.length; ++i) {
            SessionGrant calldata grant = signedGrants[i].grant;
            // A call to itself, so that a refusal undoes this grant alone. Who submits a grant does not matter.
            try this.grantKey(signedGrants[i]) {} catch (bytes memory reason) {
                emit GrantSkipped(grant.payer, grant.gateway, grant.key, reason);
            }
        }
    }

    /// @inheritdoc IEscrowVault
    function revokeKey(address gateway, address key) external {
        _sessionKeys[SessionKeys.idOf(msg.sender, gateway, key)].revoke();
        emit KeyRevoked(msg.sender, gateway, key);
    }

    /// @inheritdoc IEscrowVault
    function sessionKeyOf(
        address payer,
        address gateway,
        address key
    ) external view returns (SessionKey memory) {
        return _sessionKeys[SessionKeys.idOf(payer, gateway, key)];
    }

    function _checkKeyProof(
        SessionGrant calldata grant,
        uint64 deadline,
        bytes calldata signature
    ) private view {
        KeyProof memory proof = KeyProof({payer: grant.payer, gateway: grant.gateway, deadline: deadline});
        require(
            block.timestamp <= deadline &&
                Signatures.isSignedBy(grant.key, _hashTypedDataV4(proof.hash()), signature),
            EscrowVaultKeyProof(grant.key, deadline)
        );
    }
}
