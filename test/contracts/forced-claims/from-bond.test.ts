import { expect } from "chai";
import { zeroHash } from "viem";
import { as, DAY, HOUR, networkHelpers, now, type Person } from "../helpers/chain.ts";
import { market, NO_PERMIT, termsHash, USDC, type Market } from "../helpers/market.ts";
import { receiptFor } from "../helpers/receipt.ts";
import { row, signedGrant, signVoucher, type Row } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;

async function deposit({ vault, token, gateway }: Market, who: Person, amount: bigint) {
  await token.mint(who.address, amount);
  await as(token, who).approve(vault, amount);
  await as(vault, who).deposit(who.address, gateway.address, amount, NO_PERMIT);
}

/** The payer takes `amount` out by the plain way: a day after the thaw, which ends the epoch. */
async function exit({ vault, payer, gateway }: Market, amount: bigint) {
  await as(vault, payer).thaw(gateway.address, amount);
  await time.increase(DAY);
  await as(vault, payer).withdraw(gateway.address, payer.address);
}

/** $10 were there when the gateway receipted $4; it never claimed, and the payer has left with $9. */
async function left() {
  const parts = await market();
  await deposit(parts, parts.payer, 10n * USDC);
  const served = await row(parts, { charged: 4n * USDC });
  const [receipt, signature] = await receiptFor(parts, served);
  await exit(parts, 9n * USDC);
  return { ...parts, served, receipt, signature };
}

async function filed({ gateways, gateway, publisher }: Market, run = 1n) {
  return (await gateways.bondClaimOf(gateway.address, run, publisher.address)).filed as bigint;
}

function settledLedger({ forced, gateway, payer }: Market) {
  return forced.filedOfAccount(payer.address, gateway.address, 0);
}

describe("ForcedClaims.forceClaim after the payer has left", () => {
  it("takes nothing from the account, and files the publisher's part as a claim on the bond", async () => {
    const parts = await loadFixture(left);
    const { forced, vault, gateways, payer, gateway, publisher, service, stranger } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const tx = as(forced, stranger).forceClaim(parts.served, parts.receipt, parts.signature);
    await expect(tx)
      .to.emit(forced, "ForcedClaim")
      .withArgs(gateway.address, payer.address, service.serviceId, parts.receipt.callId, 0n, 0n, 3_800_000n);
    await expect(tx)
      .to.emit(gateways, "BondClaimFiled")
      .withArgs(gateway.address, 1n, publisher.address, 3_800_000n, at + 7n * DAY);
    await expect(tx).not.to.emit(vault, "RowClaimed");
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(USDC);
  });

  it("files once, and a later receipt of that epoch only what is new", async () => {
    const parts = await loadFixture(left);
    const { forced, receipt, served, signature } = parts;
    await forced.forceClaim(served, receipt, signature);
    await expect(forced.forceClaim(served, receipt, signature))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsNothingNew")
      .withArgs(4n * USDC, 4n * USDC);
    const more = await row(parts, { charged: 5n * USDC });
    await forced.forceClaim(more, ...(await receiptFor(parts, more, { issuedAt: receipt.issuedAt })));
    expect(await filed(parts)).to.equal(4_750_000n);
    expect(await settledLedger(parts)).to.equal(5n * USDC);
  });

  it("does not pay again what the gateway claimed in that epoch, even after it has claimed in a later one", async () => {
    const parts = await market();
    const { vault, forced, settler, gateway, payer } = parts;
    await deposit(parts, payer, 10n * USDC);
    const served = await row(parts, { charged: 4n * USDC });
    const args = await receiptFor(parts, served);
    await as(vault, settler).claim(gateway.address, [served], zeroHash);
    await exit(parts, 5n * USDC);
    await expect(forced.forceClaim(served, ...args))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsNothingNew")
      .withArgs(4n * USDC, 4n * USDC);
    const next = await row(parts, { charged: USDC, voucher: { epoch: 1 } });
    await as(vault, settler).claim(gateway.address, [next], zeroHash);
    await expect(forced.forceClaim(served, ...args))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsNothingNew")
      .withArgs(4n * USDC, 4n * USDC);
  });

  it("pays no more than the account held when the epoch ended, all publishers together", async () => {
    const parts = await loadFixture(left);
    const { forced, payer, gateway, other, receipt } = parts;
    const issuedAt = receipt.issuedAt;
    for (const [charged, quote, net] of [
      [7n * USDC, parts.service, 6_650_000n],
      // Of another $7 only $3 were there.
      [7n * USDC, other, 9_500_000n],
    ] as const) {
      const over = await row(parts, { charged, quote });
      await forced.forceClaim(over, ...(await receiptFor(parts, over, { issuedAt })));
      expect(await filed(parts)).to.equal(net);
    }
    const third = await row(parts, { charged: 8n * USDC });
    await expect(forced.forceClaim(third, ...(await receiptFor(parts, third, { issuedAt }))))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsNothingLeft")
      .withArgs(payer.address, gateway.address, 0n);
  });

  it("refuses a receipt dated after the money had left", async () => {
    const parts = await loadFixture(left);
    const { forced, vault, payer, gateway, served } = parts;
    const { endedAt } = await vault.endedEpochOf(payer.address, gateway.address, 0);
    await time.increase(6n * HOUR);
    const late = await receiptFor(parts, served, { issuedAt: endedAt + 1n });
    await time.increase(60n);
    await expect(forced.forceClaim(served, ...late))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsIssuedAfterExit")
      .withArgs(endedAt + 1n, endedAt);
    await forced.forceClaim(served, ...(await receiptFor(parts, served, { issuedAt: endedAt })));
  });

  it("refuses an epoch that has not come, and more than was signed", async () => {
    const parts = await loadFixture(left);
    const { forced, receipt } = parts;
    const issuedAt = receipt.issuedAt;
    const early = await row(parts, { charged: USDC, voucher: { epoch: 2 } });
    await expect(forced.forceClaim(early, ...(await receiptFor(parts, early, { issuedAt }))))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsEpochNotEnded")
      .withArgs(2n, 1n);
    const over = await row(parts, { charged: 2n * USDC, voucher: { cumulative: USDC } });
    await expect(forced.forceClaim(over, ...(await receiptFor(parts, over, { issuedAt }))))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsOverVoucher")
      .withArgs(2n * USDC, USDC);
  });

  it("refuses a voucher that its signer did not sign, and a key nobody granted", async () => {
    const parts = await loadFixture(left);
    const { forced, vault, payer, key, stranger, receipt } = parts;
    const issuedAt = receipt.issuedAt;
    const forged: Row = await row(parts, { charged: USDC });
    forged.signature = await signVoucher(parts, stranger.account, forged.voucher);
    await expect(forced.forceClaim(forged, ...(await receiptFor(parts, forged, { issuedAt }))))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsBadSignature")
      .withArgs(payer.address);
    const byKey = await row(parts, { by: key, charged: USDC });
    const args = await receiptFor(parts, byKey, { issuedAt });
    await expect(forced.forceClaim(byKey, ...args))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsUnknownKey")
      .withArgs(payer.address, key.address);
    // The key's cap guards the payer, and he pays nothing.
    await vault.grantKey(await signedGrant(parts, { cap: 1n }));
    await forced.forceClaim(byKey, ...args);
    expect(await filed(parts)).to.equal(950_000n);
  });

  it("takes the fee of the voucher's own terms: a submitter cannot choose cheaper ones", async () => {
    const parts = await loadFixture(left);
    const { forced, fees, admin, served, service, receipt, signature } = parts;
    await as(fees, admin).publishFees(0, 0, 3_000, 1_000, 1_000);
    await expect(forced.forceClaim({ ...served, feeVersion: 2 }, receipt, signature))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsOtherTerms")
      .withArgs(service.termsHash, termsHash(service.termsId, 2));
    await forced.forceClaim(served, receipt, signature);
    expect(await filed(parts)).to.equal(3_800_000n);
  });

  it("refuses terms that the service never published", async () => {
    const parts = await loadFixture(left);
    const { forced, services, service, receipt } = parts;
    const issuedAt = receipt.issuedAt;
    const unknown = await row(parts, {
      charged: USDC,
      voucher: { termsHash: termsHash(zeroHash, 1) },
      row: { termsId: zeroHash },
    });
    await expect(forced.forceClaim(unknown, ...(await receiptFor(parts, unknown, { issuedAt }))))
      .to.be.revertedWithCustomError(services, "ServiceRegistryUnknownTerms")
      .withArgs(service.serviceId, zeroHash);
  });
});

describe("The attacks of the design on a bond", () => {
  it("a gateway cannot drain its own bond with receipts for an account that never held anything", async () => {
    const parts = await market();
    const { vault, forced, gateways, gateway, rival } = parts;
    // Its own payer, its own service, its own receipt key: the whole bond is receipted, and nothing is there.
    const bond = (await gateways.gatewayOf(gateway.address)).bond;
    const forged = await row(parts, { by: rival, charged: bond, voucher: { payer: rival.address } });
    const args = await receiptFor(parts, forged);
    await time.increase(6n * HOUR);
    await expect(forced.forceClaim(forged, ...args)).to.be.revertedWithCustomError(
      vault,
      "EscrowVaultRowRefused",
    );
    expect(await gateways.bondRunCount(gateway.address)).to.equal(0n);
    expect((await gateways.gatewayOf(gateway.address)).bond).to.equal(bond);
  });

  it("a payer in league with the gateway cannot leave before the receipts are forced", async () => {
    const parts = await market();
    const { forced, vault, payer, gateway } = parts;
    await deposit(parts, payer, 10n * USDC);
    const served = await row(parts, { charged: 10n * USDC });
    const args = await receiptFor(parts, served);
    await as(vault, payer).thaw(gateway.address, 10n * USDC);
    await time.increase(6n * HOUR);
    await forced.forceClaim(served, ...args);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(0n);
  });
});
