// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice Payers grant and revoke session keys; somebody else would grant them too.
abstract contract KeyActions is MarketMessages {
    function grant(
        uint256 payerSeed,
        uint256 gatewaySeed,
        uint256 signerSeed,
        uint256 cap,
        uint256 life
    ) external {
        address[3] memory brought = [address(0), integrator, payees[0]];
        _grant(
            payerSeed % PAYERS,
            gatewaySeed % GATEWAYS,
            1 + (signerSeed % (SIGNERS - 1)),
            uint128(between(cap, 1e6, 6_000e6)),
            between(life, 1 hours, 14 days),
            brought[cap % brought.length]
        );
    }

    function _grant(
        uint256 payer,
        uint256 gateway,
        uint256 signer,
        uint128 cap,
        uint256 life,
        address brought
    ) internal {
        Key storage key = keys[payer][gateway][signer];
        IEscrowVault.SignedGrant memory signed = _signed(payer, gateway, signer, cap, life, brought);
        uint256 end = block.timestamp + life;
        if (key.revoked && key.end < end) end = key.end;
        attempt(
            integrator,
            address(market.vault),
            abi.encodeCall(IEscrowVault.grantKey, (signed)),
            standsBy(payer) && brought != payers[payer] && block.timestamp < end + 24 hours,
            "11: grant"
        );
        (key.nonce, key.cap, key.end, key.integrator) = (signed.grant.nonce, cap, end, brought);
        if (cap > key.highestCap) key.highestCap = cap;
    }

    /// @notice A grant that was signed by another, in another form, or before: none may ever pass.
    function forgeGrant(uint256 payerSeed, uint256 gatewaySeed, uint256 signerSeed, uint256 kind) external {
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        uint256 signer = 1 + (signerSeed % (SIGNERS - 1));
        IEscrowVault.SignedGrant memory signed = _signed(payer, gateway, signer, 1e12, 1 days, address(0));
        kind %= 6;
        if (kind == 0) signed.grantSignature = signed.keyProof;
        if (kind == 1) signed.grantSignature = malleated(signed.grantSignature, false);
        if (kind == 2) signed.grantSignature = malleated(signed.grantSignature, true);
        if (kind == 3) signed.keyProof = malleated(signed.keyProof, false);
        if (kind == 4) signed.grant.cap += 1;
        if (kind == 5) signed.proofDeadline -= 1;
        bytes memory data = abi.encodeCall(IEscrowVault.grantKey, (signed));
        mustFail(integrator, address(market.vault), data, "15: a forged grant passed");
    }

    function revoke(uint256 payerSeed, uint256 gatewaySeed, uint256 signerSeed, uint256 rarely) external {
        require(rarely % 4 == 0, "left in use");
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        uint256 signer = 1 + (signerSeed % (SIGNERS - 1));
        Key storage key = keys[payer][gateway][signer];
        bytes memory data = abi.encodeCall(
            IEscrowVault.revokeKey,
            (gateways[gateway], signers[payer][signer])
        );
        attempt(payers[payer], address(market.vault), data, true, "11: revocation");
        bool known = key.nonce != 0 || key.revoked;
        if (!known || block.timestamp < key.end) key.end = block.timestamp;
        key.revoked = true;
    }

    function _signed(
        uint256 payer,
        uint256 gateway,
        uint256 signer,
        uint128 cap,
        uint256 life,
        address brought
    ) private view returns (IEscrowVault.SignedGrant memory signed) {
        signed.grant = IEscrowVault.SessionGrant({
            payer: payers[payer],
            key: signers[payer][signer],
            gateway: gateways[gateway],
            integrator: brought,
            cap: cap,
            maxPerCall: 0,
            validBefore: uint64(block.timestamp + life),
            servicesRoot: 0,
            nonce: keys[payer][gateway][signer].nonce + 1
        });
        signed.grantSignature = signAsPayer(payer, market.vault.hashSessionGrant(signed.grant));
        signed.proofDeadline = uint64(block.timestamp);
        signed.keyProof = sign(
            secretOf(payer, signer),
            market.vault.hashKeyProof(
                IEscrowVault.KeyProof(signed.grant.payer, signed.grant.gateway, signed.proofDeadline)
            )
        );
    }
}
