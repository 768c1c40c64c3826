import { expect } from "chai";
import { zeroHash } from "viem";
import { addressOf, as, DAY, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { listService, market, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { receiptFor } from "../helpers/receipt.ts";
import { row, signedGrant, signVoucher, type Row } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
const FORCE_DELAY = 6n * HOUR;
const FORCE_WINDOW = 14n * DAY;

/** SkipReason in IEscrowVault.sol. */
const Reason = {
  UnknownTerms: 3n,
  NothingNew: 4n,
  OverVoucher: 5n,
  BadSignature: 6n,
  UnknownKey: 7n,
  KeyExpired: 8n,
  OverCap: 9n,
  InsufficientBalance: 11n,
} as const;

/** $10 at a gateway that has receipted $4 and gone silent for as long as it may. */
async function silent() {
  const parts = await market();
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  const served = await row(parts, { charged: 4n * USDC, voucher: { cumulative: 5n * USDC } });
  const [receipt, signature] = await receiptFor(parts, served);
  await time.increase(FORCE_DELAY);
  return { ...parts, served, receipt, signature };
}

/** Forces a row that was receipted `age` ago. */
async function force(parts: Market, forced: Row, changes: Parameters<typeof receiptFor>[2] = {}) {
  const issuedAt = (await now()) - FORCE_DELAY;
  return parts.forced.forceClaim(forced, ...(await receiptFor(parts, forced, { issuedAt, ...changes })));
}

function account({ vault, payer, gateway }: Market) {
  return vault.accountOf(payer.address, gateway.address);
}

describe("ForcedClaims.forceClaim from the balance", () => {
  it("pays the publisher what a dead gateway has receipted, split like a claim, whoever submits it", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, earnings, payer, gateway, publisher, service, stranger, served } = parts;
    const { receipt, signature } = parts;
    const tx = as(forced, stranger).forceClaim(served, receipt, signature);
    await expect(tx)
      .to.emit(forced, "ForcedClaim")
      .withArgs(gateway.address, payer.address, service.serviceId, receipt.callId, 0n, 4n * USDC, 0n);
    await expect(tx)
      .to.emit(vault, "RowClaimed")
      .withArgs(
        payer.address,
        service.serviceId,
        payer.address,
        1n,
        service.termsHash,
        0n,
        4n * USDC,
        4n * USDC,
        200_000n,
        120_000n,
      );
    await expect(tx)
      .to.emit(vault, "Claimed")
      .withArgs(1n, gateway.address, 1n, 4n * USDC, zeroHash);
    expect((await account(parts)).balance).to.equal(6n * USDC);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(3_800_000n);
  });

  it("pays once: not again, and nothing of it in a claim after", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, settler, gateway, served, receipt, signature } = parts;
    await forced.forceClaim(served, receipt, signature);
    await expect(forced.forceClaim(served, receipt, signature))
      .to.be.revertedWithCustomError(vault, "EscrowVaultRowRefused")
      .withArgs(Reason.NothingNew);
    await as(vault, settler).claim(gateway.address, [served], zeroHash);
    expect((await account(parts)).balance).to.equal(6n * USDC);
  });

  it("pays only what the gateway has not claimed", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, settler, gateway, served, receipt, signature } = parts;
    await as(vault, settler).claim(gateway.address, [{ ...served, charged: 3n * USDC }], zeroHash);
    await expect(forced.forceClaim(served, receipt, signature)).to.emit(vault, "RowClaimed");
    expect((await account(parts)).balance).to.equal(6n * USDC);
  });

  it("takes thawing money, before the shortest thaw lets it go", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, admin, payer, gateway } = parts;
    await as(vault, admin).setThawPeriod(8n * HOUR);
    const served = await row(parts, { charged: 10n * USDC });
    const args = await receiptFor(parts, served);
    await as(vault, payer).thaw(gateway.address, 10n * USDC);
    const { thawEnd } = await account(parts);
    await time.setNextBlockTimestamp(args[0].issuedAt + FORCE_DELAY);
    await forced.forceClaim(served, ...args);
    expect((await now()) + HOUR < thawEnd).to.equal(true);
    expect([...(await account(parts))].slice(0, 2)).to.deep.equal([0n, 0n]);
  });

  it("pays what is there, and the rest when the account is filled again in the same epoch", async () => {
    const parts = await loadFixture(silent);
    const { forced, vault, payer, gateway } = parts;
    const served = await row(parts, { charged: 12n * USDC });
    await expect(force(parts, served))
      .to.emit(vault, "Claimed")
      .withArgs(1n, gateway.address, 1n, 10n * USDC, zeroHash);
    await expect(force(parts, served))
      .to.be.revertedWithCustomError(vault, "EscrowVaultRowRefused")
      .withArgs(Reason.InsufficientBalance);
    await as(vault, payer).deposit(payer.address, gateway.address, 5n * USDC, NO_PERMIT);
    await force(parts, served);
    expect((await account(parts)).balance).to.equal(3n * USDC);
    expect(await forced.filedOfAccount(payer.address, gateway.address, 0)).to.equal(0n);
  });

  it("ignores the voucher's end, for a receipt given before it", async () => {
    const parts = await loadFixture(silent);
    const { vault, settler, gateway } = parts;
    const validBefore = (await now()) + 60n;
    const served = await row(parts, { charged: 2n * USDC, voucher: { validBefore } });
    const args = await receiptFor(parts, served, { issuedAt: validBefore });
    await time.setNextBlockTimestamp(validBefore + FORCE_DELAY - 1n);
    await as(vault, settler).claim(gateway.address, [served], zeroHash);
    expect((await account(parts)).balance).to.equal(10n * USDC);
    await parts.forced.forceClaim(served, ...args);
    expect((await account(parts)).balance).to.equal(8n * USDC);
  });

  it("refuses a receipt dated after the voucher's end: it was no promise of that voucher", async () => {
    const parts = await loadFixture(silent);
    const validBefore = (await now()) - FORCE_DELAY - 10n;
    const served = await row(parts, { charged: 2n * USDC, voucher: { validBefore } });
    const args = await receiptFor(parts, served, { issuedAt: validBefore + 1n });
    await expect(parts.forced.forceClaim(served, ...args))
      .to.be.revertedWithCustomError(parts.forced, "ForcedClaimsIssuedLate")
      .withArgs(validBefore + 1n, validBefore);
  });

  it("waits six hours from the receipt and not a second less, so a receipt dated ahead waits longer", async () => {
    const parts = await loadFixture(silent);
    const { forced } = parts;
    const served = await row(parts, { charged: 2n * USDC });
    for (const ahead of [0n, DAY]) {
      const issuedAt = (await now()) + ahead;
      const args = await receiptFor(parts, { ...served, charged: USDC + ahead }, { issuedAt });
      const earliest = issuedAt + FORCE_DELAY;
      await time.setNextBlockTimestamp(earliest - 1n);
      await expect(forced.forceClaim({ ...served, charged: USDC + ahead }, ...args))
        .to.be.revertedWithCustomError(forced, "ForcedClaimsTooEarly")
        .withArgs(earliest - 1n, earliest);
      await time.setNextBlockTimestamp(earliest);
      await forced.forceClaim({ ...served, charged: USDC + ahead }, ...args);
    }
  });

  it("passes for fourteen days from the receipt, and not a second more", async () => {
    const parts = await loadFixture(silent);
    const { forced, served, receipt, signature } = parts;
    const latest = receipt.issuedAt + FORCE_WINDOW;
    await time.setNextBlockTimestamp(latest + 1n);
    await expect(forced.forceClaim(served, receipt, signature))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsTooLate")
      .withArgs(latest + 1n, latest);
    const again = await loadFixture(silent);
    await time.setNextBlockTimestamp(again.receipt.issuedAt + FORCE_WINDOW);
    await again.forced.forceClaim(again.served, again.receipt, again.signature);
  });

  it("pays for a session key as a claim would, within its cap and the grace after its end", async () => {
    const parts = await loadFixture(silent);
    const { vault, payer, gateway, key } = parts;
    const served = await row(parts, { by: key, charged: 2n * USDC });
    await expect(force(parts, served))
      .to.be.revertedWithCustomError(vault, "EscrowVaultRowRefused")
      .withArgs(Reason.UnknownKey);
    await vault.grantKey(await signedGrant(parts, { cap: 2n * USDC }));
    const over = await row(parts, { by: key, charged: 2n * USDC + 1n });
    await expect(force(parts, over))
      .to.be.revertedWithCustomError(vault, "EscrowVaultRowRefused")
      .withArgs(Reason.OverCap);
    await force(parts, { ...served, charged: USDC });
    expect((await vault.sessionKeyOf(payer.address, gateway.address, key.address)).spent).to.equal(USDC);
    await as(vault, payer).revokeKey(gateway.address, key.address);
    await time.increase(DAY);
    await expect(force(parts, served))
      .to.be.revertedWithCustomError(vault, "EscrowVaultRowRefused")
      .withArgs(Reason.KeyExpired);
  });

  it("refuses what was not signed, is over the voucher or has other terms", async () => {
    const parts = await loadFixture(silent);
    const { vault, stranger, other } = parts;
    const forged = await row(parts, { charged: 2n * USDC });
    forged.signature = await signVoucher(parts, stranger.account, forged.voucher);
    const over = await row(parts, { charged: 2n * USDC, voucher: { cumulative: 2n * USDC - 1n } });
    const foreign = await row(parts, { charged: 2n * USDC, row: { termsId: other.termsId } });
    for (const [bad, reason] of [
      [forged, Reason.BadSignature],
      [over, Reason.OverVoucher],
      [foreign, Reason.UnknownTerms],
    ] as const) {
      await expect(force(parts, bad))
        .to.be.revertedWithCustomError(vault, "EscrowVaultRowRefused")
        .withArgs(reason);
    }
  });

  it("refuses a receipt of anybody but a receipt key in force at its date", async () => {
    const parts = await loadFixture(silent);
    const { forced, gateways, gateway, settler, stranger, rival, served } = parts;
    const issuedAt = (await now()) - FORCE_DELAY;
    for (const by of [stranger, settler, gateway]) {
      await expect(forced.forceClaim(served, ...(await receiptFor(parts, served, { issuedAt }, by))))
        .to.be.revertedWithCustomError(forced, "ForcedClaimsNotReceiptKey")
        .withArgs(gateway.address, by.address, issuedAt);
    }
    // A key registered today signs nothing for yesterday.
    await as(gateways, gateway).setReceiptKey(rival.address, 0n, (await now()) + DAY);
    await expect(forced.forceClaim(served, ...(await receiptFor(parts, served, { issuedAt }, rival))))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsNotReceiptKey")
      .withArgs(gateway.address, rival.address, issuedAt);
  });

  it("refuses a receipt that shows something else than the row", async () => {
    const parts = await loadFixture(silent);
    const { forced, served, stranger, other, service } = parts;
    const refused = (changes: Parameters<typeof receiptFor>[2], error: string) =>
      expect(force(parts, served, changes)).to.be.revertedWithCustomError(forced, error);
    await refused({ payer: stranger.address }, "ForcedClaimsOtherLedger");
    await refused({ key: stranger.address }, "ForcedClaimsOtherLedger");
    await refused({ gateway: stranger.address }, "ForcedClaimsOtherLedger");
    await refused({ serviceId: other.serviceId }, "ForcedClaimsOtherLedger");
    await expect(force(parts, served, { termsHash: other.termsHash }))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsOtherTerms")
      .withArgs(other.termsHash, service.termsHash);
    await expect(force(parts, served, { epoch: 1 }))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsOtherEpoch")
      .withArgs(1n, 0n);
    await expect(force(parts, served, { chargedCumulative: 5n * USDC }))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsOtherAmount")
      .withArgs(5n * USDC, 4n * USDC);
    // An exact's receipt says nothing about a voucher's ledger.
    await expect(force(parts, served, { seq: 0n }))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsOtherCall")
      .withArgs(parts.receipt.callId, zeroHash);
  });

  it("pays for a service that was delisted since, at a gateway that leaves", async () => {
    const parts = await loadFixture(silent);
    const { forced, services, gateways, gateway, publisher, service, served } = parts;
    await as(services, publisher).setStatus(service.serviceId, 0);
    await as(gateways, gateway).requestExit();
    await forced.forceClaim(served, parts.receipt, parts.signature);
    expect((await account(parts)).balance).to.equal(6n * USDC);
  });

  it("charges each service's own ledger when two publishers force one account", async () => {
    const parts = await loadFixture(silent);
    const { forced, earnings, publisher, served } = parts;
    const third = await listService(parts, "acme/third");
    await forced.forceClaim(served, parts.receipt, parts.signature);
    await force(parts, await row(parts, { charged: USDC, quote: third }));
    expect(await earnings.pendingOf(publisher.address, third.serviceId)).to.equal(950_000n);
    expect((await account(parts)).balance).to.equal(5n * USDC);
  });
});

describe("EscrowVault.payForced", () => {
  it("is for ForcedClaims alone: the gateway's settler cannot skip the receipt", async () => {
    const parts = await loadFixture(silent);
    const { vault, settler, gateway, served } = parts;
    for (const who of [settler, gateway]) {
      await expect(as(vault, who).payForced(served))
        .to.be.revertedWithCustomError(vault, "EscrowVaultNotForcedClaims")
        .withArgs(who.address);
    }
    expect(await vault.FORCED_CLAIMS()).to.equal(await addressOf(parts.forced));
  });
});
