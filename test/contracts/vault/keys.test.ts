import { expect } from "chai";
import { concatHex, zeroAddress, zeroHash, type Hex } from "viem";
import {
  addressOf,
  as,
  DAY,
  HOUR,
  deploy,
  networkHelpers,
  now,
  withCode,
  type Callable,
} from "../helpers/chain.ts";
import { market, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { row, signedGrant } from "../helpers/sign.ts";
import { compact, malleate } from "../helpers/signatures.ts";

const { loadFixture, time } = networkHelpers;
const CLAIM_GRACE = DAY;
const KEY_EXPIRED = 8n;

function keyOf({ vault, payer, gateway, key }: Market) {
  return vault.sessionKeyOf(payer.address, gateway.address, key.address);
}

/** A payer with $10 at the gateway. */
async function funded() {
  const parts = await market();
  await as(parts.vault, parts.payer).deposit(
    parts.payer.address,
    parts.gateway.address,
    10n * USDC,
    NO_PERMIT,
  );
  return parts;
}

describe("EscrowVault.grantKey", () => {
  it("registers a key that the payer and the key itself signed for, whoever submits it", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, gateway, key, integrator, stranger } = parts;
    const signed = await signedGrant(parts, {
      integrator: integrator.address,
      maxPerCall: USDC,
      servicesRoot: `0x${"22".repeat(32)}`,
    });
    const { validBefore, servicesRoot } = signed.grant;
    await expect(as(vault, stranger).grantKey(signed))
      .to.emit(vault, "KeyGranted")
      .withArgs(
        payer.address,
        gateway.address,
        key.address,
        integrator.address,
        100n * USDC,
        USDC,
        validBefore,
        servicesRoot,
        1n,
      );
    expect(await keyOf(parts)).to.deep.equal([
      100n * USDC,
      0n,
      validBefore,
      true,
      false,
      true,
      integrator.address,
      1n,
      servicesRoot,
    ]);
  });

  it("keeps a cap that no account can reach as the most that fits, and pays on it", async () => {
    const parts = await loadFixture(funded);
    const { vault, settler, gateway, key } = parts;
    await vault.grantKey(await signedGrant(parts, { cap: 2n ** 128n - 1n }));
    await as(vault, settler).claim(gateway.address, [await row(parts, { by: key, charged: USDC })], zeroHash);
    const known = await keyOf(parts);
    expect([known.cap, known.spent]).to.deep.equal([2n ** 96n - 1n, USDC]);
  });

  it("refuses the same grant again: a used-up cap cannot be registered anew", async () => {
    const parts = await loadFixture(funded);
    const { vault, settler, gateway, key } = parts;
    const signed = await signedGrant(parts, { cap: USDC });
    await vault.grantKey(signed);
    await as(vault, settler).claim(gateway.address, [await row(parts, { by: key, charged: USDC })], zeroHash);
    await expect(vault.grantKey(signed))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantNonce")
      .withArgs(1n, 1n);
    expect((await keyOf(parts)).spent).to.equal(USDC);
  });

  it("refuses an older grant after a newer one, nonce 0 and a nonce past 32 bits", async () => {
    const parts = await loadFixture(market);
    const { vault } = parts;
    await expect(vault.grantKey(await signedGrant(parts, { nonce: 0n })))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantNonce")
      .withArgs(0n, 0n);
    await vault.grantKey(await signedGrant(parts, { nonce: 7n }));
    await expect(vault.grantKey(await signedGrant(parts, { nonce: 6n })))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantNonce")
      .withArgs(6n, 7n);
    await expect(vault.grantKey(await signedGrant(parts, { nonce: 2n ** 32n })))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantNonce")
      .withArgs(2n ** 32n, 7n);
    await vault.grantKey(await signedGrant(parts, { nonce: 2n ** 32n - 1n }));
  });

  it("takes cap, date and integrator of the newest grant; what was spent carries over", async () => {
    const parts = await loadFixture(funded);
    const { vault, settler, gateway, key, integrator } = parts;
    await vault.grantKey(await signedGrant(parts, { cap: USDC }));
    await as(vault, settler).claim(gateway.address, [await row(parts, { by: key, charged: USDC })], zeroHash);
    const signed = await signedGrant(parts, { nonce: 2n, cap: 3n * USDC, integrator: integrator.address });
    await vault.grantKey(signed);
    const known = await keyOf(parts);
    expect(known.cap).to.equal(3n * USDC);
    expect(known.spent).to.equal(USDC);
    expect(known.integrator).to.equal(integrator.address);
    expect(known.validBefore).to.equal(signed.grant.validBefore);
  });

  it("takes a grant past its date while claims still pass, and refuses it after", async () => {
    const parts = await loadFixture(market);
    const { vault } = parts;
    const validBefore = (await now()) + 60n;
    const signed = await signedGrant(parts, { validBefore }, { proofDeadline: validBefore + 10n * DAY });
    const late = await signedGrant(
      parts,
      { validBefore, nonce: 2n },
      { proofDeadline: validBefore + 10n * DAY },
    );
    await time.setNextBlockTimestamp(validBefore + CLAIM_GRACE - 1n);
    await vault.grantKey(signed);
    await time.setNextBlockTimestamp(validBefore + CLAIM_GRACE);
    await expect(vault.grantKey(late))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantExpired")
      .withArgs(validBefore);
  });

  it("keeps the farthest date it can count when a grant names one beyond", async () => {
    const parts = await loadFixture(market);
    await parts.vault.grantKey(await signedGrant(parts, { validBefore: 2n ** 64n - 1n }));
    expect((await keyOf(parts)).validBefore).to.equal(2n ** 40n - 1n);
  });

  it("refuses a grant that the payer did not sign, or signed otherwise", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, stranger } = parts;
    await expect(vault.grantKey(await signedGrant(parts, {}, { payer: stranger })))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantSignature")
      .withArgs(payer.address);
    const signed = await signedGrant(parts);
    const raised = { ...signed, grant: { ...signed.grant, cap: 101n * USDC } };
    await expect(vault.grantKey(raised))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantSignature")
      .withArgs(payer.address);
  });

  for (const [what, change] of [
    ["with a high s", malleate],
    ["in the 64 bytes of EIP-2098", compact],
    ["with a byte too many", (signature: Hex): Hex => concatHex([signature, "0x00"])],
    ["that is empty", (): Hex => "0x"],
  ] as const) {
    it(`refuses a signature ${what}, of the payer and of the key`, async () => {
      const parts = await loadFixture(market);
      const { vault, payer, key } = parts;
      const signed = await signedGrant(parts);
      await expect(vault.grantKey({ ...signed, grantSignature: change(signed.grantSignature) }))
        .to.be.revertedWithCustomError(vault, "EscrowVaultGrantSignature")
        .withArgs(payer.address);
      await expect(vault.grantKey({ ...signed, keyProof: change(signed.keyProof) }))
        .to.be.revertedWithCustomError(vault, "EscrowVaultKeyProof")
        .withArgs(key.address, signed.proofDeadline);
      await vault.grantKey(signed);
    });
  }

  it("refuses a key that did not agree, or agreed until earlier", async () => {
    const parts = await loadFixture(market);
    const { vault, key, stranger } = parts;
    const foreign = await signedGrant(parts, {}, { key: stranger });
    await expect(vault.grantKey(foreign))
      .to.be.revertedWithCustomError(vault, "EscrowVaultKeyProof")
      .withArgs(key.address, foreign.proofDeadline);
    const proofDeadline = (await now()) + 10n;
    const [first, second] = [
      await signedGrant(parts, {}, { proofDeadline }),
      await signedGrant(parts, { nonce: 2n }, { proofDeadline }),
    ];
    await time.setNextBlockTimestamp(proofDeadline);
    await vault.grantKey(first);
    await expect(vault.grantKey(second))
      .to.be.revertedWithCustomError(vault, "EscrowVaultKeyProof")
      .withArgs(key.address, proofDeadline);
  });

  it("refuses the payer as the key", async () => {
    const parts = await loadFixture(market);
    const { vault, payer } = parts;
    await expect(vault.grantKey(await signedGrant(parts, { key: payer.address }, { key: payer })))
      .to.be.revertedWithCustomError(vault, "EscrowVaultSelfKey")
      .withArgs(payer.address);
  });

  it("refuses payer, key and gateway as the integrator", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, key, gateway } = parts;
    for (const { address } of [payer, key, gateway]) {
      await expect(vault.grantKey(await signedGrant(parts, { integrator: address })))
        .to.be.revertedWithCustomError(vault, "EscrowVaultIntegratorInvalid")
        .withArgs(address);
    }
  });

  it("takes the grant of a contract wallet by ERC-1271", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, gateway, key } = parts;
    const wallet = await addressOf(await deploy("ContractWallet", [payer.address]));
    await vault.grantKey(await signedGrant(parts, { payer: wallet }));
    expect((await vault.sessionKeyOf(wallet, gateway.address, key.address)).nonce).to.equal(1n);
  });

  it("refuses a contract wallet that answers no, or nonsense", async () => {
    const parts = await loadFixture(market);
    const { vault, stranger } = parts;
    for (const wallet of [
      await addressOf(await deploy("ContractWallet", [stranger.address])),
      await addressOf(await deploy("BabblingWallet")),
    ]) {
      await expect(vault.grantKey(await signedGrant(parts, { payer: wallet })))
        .to.be.revertedWithCustomError(vault, "EscrowVaultGrantSignature")
        .withArgs(wallet);
    }
  });

  it("still takes the grant of a payer whose address has got code since he signed (EIP-7702)", async () => {
    const parts = await loadFixture(market);
    const { vault, payer } = parts;
    const signed = await signedGrant(parts);
    // A wallet of somebody else: it says no to every signature of the payer.
    const wallet = await deploy("ContractWallet", [`0x${"01".repeat(20)}`]);
    await withCode(payer.address, (await wallet.getDeployedCode()) ?? "0x", () => vault.grantKey(signed));
    expect((await keyOf(parts)).nonce).to.equal(1n);
  });
});

describe("EscrowVault.grantKeys", () => {
  it("registers the good ones and skips the bad one with its reason", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, gateway, stranger, rival } = parts;
    const good = await signedGrant(parts);
    const bad = await signedGrant(parts, { key: rival.address }, { payer: stranger, key: rival });
    const last = await signedGrant(parts, { key: stranger.address }, { key: stranger });
    const reason = vault.interface.encodeErrorResult("EscrowVaultGrantSignature", [payer.address]);
    await expect(vault.grantKeys([good, bad, last]))
      .to.emit(vault, "GrantSkipped")
      .withArgs(payer.address, gateway.address, rival.address, reason);
    expect((await keyOf(parts)).nonce).to.equal(1n);
    expect((await vault.sessionKeyOf(payer.address, gateway.address, rival.address)).nonce).to.equal(0n);
    expect((await vault.sessionKeyOf(payer.address, gateway.address, stranger.address)).nonce).to.equal(1n);
  });

  it("goes into one transaction with the claim that needs it", async () => {
    const parts = await loadFixture(funded);
    const { vault, settler, gateway, key, payer } = parts;
    const calls = [
      vault.interface.encodeFunctionData("grantKeys", [[await signedGrant(parts)]]),
      vault.interface.encodeFunctionData("claim", [
        gateway.address,
        [await row(parts, { by: key, charged: USDC })],
        zeroHash,
      ]),
    ];
    await as(vault as unknown as Callable<"multicall">, settler).multicall(calls);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);
  });
});

describe("EscrowVault.revokeKey", () => {
  const LONG_PROOF = 10n * DAY;

  it("ends the key now and for good", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, gateway, key } = parts;
    await vault.grantKey(await signedGrant(parts));
    await expect(as(vault, payer).revokeKey(gateway.address, key.address))
      .to.emit(vault, "KeyRevoked")
      .withArgs(payer.address, gateway.address, key.address);
    const revokedAt = await now();
    const known = await keyOf(parts);
    expect(known.revoked).to.equal(true);
    expect(known.validBefore).to.equal(revokedAt);
  });

  it("leaves the gateway the grace to claim what it accepted before, and no longer", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, settler, gateway, key, service } = parts;
    await vault.grantKey(await signedGrant(parts));
    const [first, second] = [
      await row(parts, { by: key, charged: USDC }),
      await row(parts, { by: key, charged: 2n * USDC }),
    ];
    await as(vault, payer).revokeKey(gateway.address, key.address);
    const revokedAt = await now();
    await time.setNextBlockTimestamp(revokedAt + CLAIM_GRACE - 1n);
    await as(vault, settler).claim(gateway.address, [first], zeroHash);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);
    await time.setNextBlockTimestamp(revokedAt + CLAIM_GRACE);
    await expect(as(vault, settler).claim(gateway.address, [second], zeroHash))
      .to.emit(vault, "RowSkipped")
      .withArgs(2n, 0n, payer.address, service.serviceId, key.address, KEY_EXPIRED);
  });

  it("is not moved later by a second revocation or a later grant", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, gateway, key } = parts;
    await vault.grantKey(await signedGrant(parts));
    await as(vault, payer).revokeKey(gateway.address, key.address);
    const revokedAt = await now();
    await time.increase(60n);
    await as(vault, payer).revokeKey(gateway.address, key.address);
    const signed = await signedGrant(parts, { nonce: 2n, cap: 500n * USDC });
    await expect(vault.grantKey(signed))
      .to.emit(vault, "KeyGranted")
      .withArgs(
        payer.address,
        gateway.address,
        key.address,
        zeroAddress,
        500n * USDC,
        0n,
        revokedAt,
        zeroHash,
        2n,
      );
    const known = await keyOf(parts);
    expect(known.validBefore).to.equal(revokedAt);
    expect(known.revoked).to.equal(true);
  });

  it("keeps an earlier end when a key that has expired is revoked", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, gateway, key } = parts;
    const validBefore = (await now()) + HOUR;
    await vault.grantKey(await signedGrant(parts, { validBefore }));
    await time.setNextBlockTimestamp(validBefore + HOUR);
    await as(vault, payer).revokeKey(gateway.address, key.address);
    expect((await keyOf(parts)).validBefore).to.equal(validBefore);
  });

  it("leaves a tombstone for a key never seen: a grant signed before cannot outlive it", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, settler, gateway, key } = parts;
    const proofDeadline = (await now()) + LONG_PROOF;
    const signed = await signedGrant(parts, {}, { proofDeadline });
    const late = await signedGrant(parts, { nonce: 2n }, { proofDeadline });
    const served = await row(parts, { by: key, charged: USDC });
    await as(vault, payer).revokeKey(gateway.address, key.address);
    const revokedAt = await now();

    // Served before the revocation, registered after it: claimable within the grace.
    await vault.grantKey(signed);
    expect((await keyOf(parts)).validBefore).to.equal(revokedAt);
    await as(vault, settler).claim(gateway.address, [served], zeroHash);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);

    await time.setNextBlockTimestamp(revokedAt + CLAIM_GRACE);
    await expect(vault.grantKey(late))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGrantExpired")
      .withArgs(revokedAt);
  });

  it("touches no key of another payer", async () => {
    const parts = await loadFixture(market);
    const { vault, gateway, key, stranger } = parts;
    await vault.grantKey(await signedGrant(parts));
    await as(vault, stranger).revokeKey(gateway.address, key.address);
    expect((await keyOf(parts)).revoked).to.equal(false);
  });
});
