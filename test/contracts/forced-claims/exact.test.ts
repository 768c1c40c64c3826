import { expect } from "chai";
import { as, DAY, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { exact, type Exact } from "../helpers/exact.ts";
import { market, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { signedReceipt } from "../helpers/receipt.ts";

const { loadFixture, time } = networkHelpers;
const FORCE_WINDOW = 14n * DAY;
const USED = 4n;
const INSUFFICIENT = 6n;

/** $10 at a gateway that has taken an authorisation of $1, receipted it and gone silent. */
async function silent() {
  const parts = await market();
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  const taken = await exact(parts, "one", { changes: { validBefore: (await now()) + HOUR } });
  const args = await receiptOf(parts, taken);
  await time.increase(6n * HOUR);
  return { ...parts, taken, args };
}

/** The receipt of an exact: seq 0, the nonce as its call, the payer as its key. */
function receiptOf(parts: Market, row: Exact, changes: Parameters<typeof signedReceipt>[3] = {}) {
  const { serviceId, from } = row;
  const { termsHash } = parts.service;
  const subject = { payer: from, gateway: parts.gateway.address, key: from, serviceId, termsHash, epoch: 0 };
  return signedReceipt(parts, subject, row.value, { seq: 0n, callId: row.nonce, ...changes });
}

describe("ForcedClaims.forceExact", () => {
  it("pays from the balance what a dead gateway never settled, after the authorisation's end", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, earnings, payer, gateway, publisher, service, stranger, taken, args } = parts;
    const tx = as(forced, stranger).forceExact(taken, ...args);
    await expect(tx)
      .to.emit(forced, "ForcedClaim")
      .withArgs(gateway.address, payer.address, service.serviceId, taken.nonce, 0n, USDC, 0n);
    await expect(tx).to.emit(vault, "ExactSettled");
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(9n * USDC);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(950_000n);
  });

  it("pays once, and not what the gateway has settled", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, settler, gateway, taken, args } = parts;
    await forced.forceExact(taken, ...args);
    const settled = await exact(parts, "two");
    const receipt = await receiptOf(parts, settled, { issuedAt: args[0].issuedAt });
    await as(vault, settler).settleExacts(gateway.address, [settled]);
    for (const [row, proof] of [
      [taken, args],
      [settled, receipt],
    ] as const) {
      await expect(forced.forceExact(row, ...proof))
        .to.be.revertedWithCustomError(vault, "EscrowVaultExactRefused")
        .withArgs(USED);
    }
  });

  it("pays the whole or nothing", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, args } = parts;
    const row = await exact(parts, "large", { changes: { value: 11n * USDC } });
    const proof = await receiptOf(parts, row, { issuedAt: args[0].issuedAt });
    await expect(forced.forceExact(row, ...proof))
      .to.be.revertedWithCustomError(vault, "EscrowVaultExactRefused")
      .withArgs(INSUFFICIENT);
  });

  it("passes until fourteen days after the authorisation's end", async () => {
    for (const late of [0n, 1n]) {
      const parts = await loadFixture(silent);
      const { forced, taken, args } = parts;
      const latest = taken.validBefore + FORCE_WINDOW;
      await time.setNextBlockTimestamp(latest + late);
      const attempt = forced.forceExact(taken, ...args);
      if (late === 0n) await attempt;
      else
        await expect(attempt)
          .to.be.revertedWithCustomError(forced, "ForcedClaimsTooLate")
          .withArgs(latest + 1n, latest);
    }
  });

  it("passes for an authorisation without end", async () => {
    const parts = await loadFixture(silent);
    const row = await exact(parts, "endless", { changes: { validBefore: 2n ** 256n - 1n } });
    const proof = await receiptOf(parts, row, { issuedAt: parts.args[0].issuedAt });
    await parts.forced.forceExact(row, ...proof);
  });

  it("waits six hours from the receipt, which must be given before the authorisation's end", async () => {
    const parts = await loadFixture(silent);
    const { forced, taken } = parts;
    const fresh = await exact(parts, "fresh");
    const proof = await receiptOf(parts, fresh);
    const earliest = proof[0].issuedAt + 6n * HOUR;
    await time.setNextBlockTimestamp(earliest - 1n);
    await expect(forced.forceExact(fresh, ...proof))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsTooEarly")
      .withArgs(earliest - 1n, earliest);
    const issuedAt = taken.validBefore + 1n;
    await expect(forced.forceExact(taken, ...(await receiptOf(parts, taken, { issuedAt }))))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsIssuedLate")
      .withArgs(issuedAt, taken.validBefore);
  });

  it("refuses a receipt given before the authorisation was valid: the payer had not agreed to pay yet", async () => {
    const parts = await loadFixture(silent);
    const { forced } = parts;
    const validAfter = (await now()) + 30n * DAY;
    const later = await exact(parts, "later", { changes: { validAfter, validBefore: validAfter + DAY } });
    const early = await receiptOf(parts, later);
    await time.increase(6n * HOUR);
    await expect(forced.forceExact(later, ...early))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsTooEarly")
      .withArgs(early[0].issuedAt, validAfter);
    const issuedAt = validAfter + 1n;
    await time.increaseTo(issuedAt + 6n * HOUR);
    await forced.forceExact(later, ...(await receiptOf(parts, later, { issuedAt })));
  });

  it("refuses a voucher's receipt, another payment's, and a stranger's", async () => {
    const parts = await loadFixture(silent);
    const { forced, gateway, stranger, taken, args } = parts;
    const issuedAt = args[0].issuedAt;
    const other = await exact(parts, "two");
    for (const changes of [{ seq: 1n }, { callId: other.nonce }]) {
      const proof = await receiptOf(parts, taken, { issuedAt, ...changes });
      await expect(forced.forceExact(taken, ...proof))
        .to.be.revertedWithCustomError(forced, "ForcedClaimsOtherCall")
        .withArgs(proof[0].callId, taken.nonce);
    }
    const proof = await receiptOf(parts, taken, { issuedAt, chargedCumulative: 2n * USDC });
    await expect(forced.forceExact(taken, ...proof))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsOtherAmount")
      .withArgs(2n * USDC, USDC);
    const foreign = await signedReceipt(
      parts,
      { ...args[0] },
      USDC,
      { seq: 0n, callId: taken.nonce, issuedAt },
      stranger,
    );
    await expect(forced.forceExact(taken, ...foreign))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsNotReceiptKey")
      .withArgs(gateway.address, stranger.address, issuedAt);
  });
});

describe("ForcedClaims.forceExact after the payer has left", () => {
  async function left() {
    const parts = await silent();
    const { vault, payer, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, 10n * USDC);
    await time.increase(DAY);
    await as(vault, payer).withdraw(gateway.address, payer.address);
    return parts;
  }

  it("files the publisher's part as a claim on the bond, once", async () => {
    const parts = await loadFixture(left);
    const { forced, gateways, payer, gateway, publisher, taken, args } = parts;
    await forced.forceExact(taken, ...args);
    expect(await gateways.bondClaimOf(gateway.address, 1n, publisher.address)).to.deep.equal([950_000n, 0n]);
    await expect(forced.forceExact(taken, ...args))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsUsed")
      .withArgs(payer.address, taken.nonce);
  });

  it("uses the authorisation up: the account does not pay what the bond owes", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, settler, payer, gateway } = parts;
    const lasting = await exact(parts, "lasting", { changes: { validBefore: (await now()) + 30n * DAY } });
    const proof = await receiptOf(parts, lasting);
    await as(vault, payer).thaw(gateway.address, 10n * USDC);
    await time.increase(DAY);
    await as(vault, payer).withdraw(gateway.address, payer.address);
    await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
    await forced.forceExact(lasting, ...proof);
    expect(await vault.isExactUsed(gateway.address, payer.address, lasting.nonce)).to.equal(true);

    await expect(as(vault, settler).settleExacts(gateway.address, [lasting]))
      .to.emit(vault, "ExactSkipped")
      .withArgs(1n, 0n, payer.address, lasting.nonce, USED);
    const again = await receiptOf(parts, lasting, { epoch: 1, issuedAt: proof[0].issuedAt });
    await expect(forced.forceExact(lasting, ...again))
      .to.be.revertedWithCustomError(vault, "EscrowVaultExactRefused")
      .withArgs(USED);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(10n * USDC);
  });

  it("refuses what was settled before, and what the payer did not sign", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, settler, payer, gateway, taken, args } = parts;
    const settled = await exact(parts, "two");
    const issuedAt = args[0].issuedAt;
    const proof = await receiptOf(parts, settled, { issuedAt });
    await as(vault, settler).settleExacts(gateway.address, [settled]);
    await as(vault, payer).thaw(gateway.address, 9n * USDC);
    await time.increase(DAY);
    await as(vault, payer).withdraw(gateway.address, payer.address);
    await expect(forced.forceExact(settled, ...proof))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsUsed")
      .withArgs(payer.address, settled.nonce);
    await expect(forced.forceExact({ ...taken, signature: settled.signature }, ...args))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsBadSignature")
      .withArgs(payer.address);
  });
});

describe("EscrowVault.payForcedExact and useExact", () => {
  it("are for ForcedClaims alone", async () => {
    const { vault, settler, payer, gateway, taken } = await loadFixture(silent);
    await expect(as(vault, settler).useExact(gateway.address, payer.address, taken.nonce))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotForcedClaims")
      .withArgs(settler.address);
    await expect(as(vault, settler).payForcedExact(gateway.address, taken))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotForcedClaims")
      .withArgs(settler.address);
  });
});
