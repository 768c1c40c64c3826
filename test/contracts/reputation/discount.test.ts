import { expect } from "chai";
import { keccak256, toHex } from "viem";
import { as, networkHelpers } from "../helpers/chain.ts";
import { claimHash, rowHash } from "../helpers/claim-hash.ts";
import { answerWith, open } from "../helpers/dispute.ts";
import { NO_PERMIT, termsHash, USDC } from "../helpers/market.ts";
import { earnCredit, meanOf, pay, scoreOf, star, treasuryShareOf } from "../helpers/reputation.ts";
import { discountArgs, refund, served, SHARE } from "./fixture.ts";

const { loadFixture } = networkHelpers;

/** Refunded before she has reviewed. */
async function refunded() {
  const parts = await served();
  await refund(parts);
  return parts;
}

/** Refunded after it. */
async function reviewedAndRefunded() {
  const parts = await served();
  await star(parts, parts.alice, 80n);
  await refund(parts);
  return parts;
}

/** And discounted: the credit was spent, so it is a debt. */
async function indebted() {
  const parts = await reviewedAndRefunded();
  await parts.reputation.discount(...discountArgs(parts));
  return parts;
}

describe("Reputation.discount", () => {
  it("takes from the payer what he was given back, whoever shows it", async () => {
    const parts = await loadFixture(refunded);
    const { reputation, service, alice, stranger } = parts;
    await expect(as(reputation, stranger).discount(...discountArgs(parts)))
      .to.emit(reputation, "FeesDiscounted")
      .withArgs(alice.address, service.serviceId, 1n, 0n, 50_000n, SHARE, 0n, 0n);
    const { credit, fresh } = await reputation.clientOf(service.serviceId, alice.address);
    expect([credit, fresh]).to.deep.equal([0n, 0n]);
    expect(await reputation.discountedOf(1n, 0n)).to.equal(50_000n);
    await expect(star(parts, alice, 0n)).not.to.emit(reputation, "FeedbackWeighed");
  });

  it("leaves the credit of what was not refunded", async () => {
    const parts = await loadFixture(served);
    const { reputation, service, alice } = parts;
    await earnCredit(parts, alice, 10n * USDC);
    await refund(parts);
    await reputation.discount(...discountArgs(parts));
    const { credit } = await reputation.clientOf(service.serviceId, alice.address);
    expect(credit).to.equal(treasuryShareOf(10n * USDC));
  });

  it("makes a debt of what is spent already, which the next fees pay first", async () => {
    const parts = await loadFixture(indebted);
    const { reputation, service, alice } = parts;
    expect(await reputation.debtOf(service.serviceId, alice.address)).to.equal(SHARE);
    const key = await pay(parts, alice, 40_000n);
    const { freshUntil } = await reputation.clientOf(service.serviceId, alice.address);
    await expect(reputation.collect(alice.address, service.serviceId, [key]))
      .to.emit(reputation, "FeesCollected")
      .withArgs(alice.address, service.serviceId, 1_200n, 1_200n, 0n, 0n, freshUntil);
    expect(await reputation.debtOf(service.serviceId, alice.address)).to.equal(300n);
    await earnCredit(parts, alice, USDC);
    expect(await reputation.debtOf(service.serviceId, alice.address)).to.equal(0n);
    const { credit } = await reputation.clientOf(service.serviceId, alice.address);
    expect(credit).to.equal(treasuryShareOf(USDC) - 300n);
  });

  it("counts what a publisher had to give back by a ruling, and a row in parts each once", async () => {
    const parts = await loadFixture(served);
    const { reputation, disputes, service, alice, claimed } = parts;
    await open(parts, claimed, 30_000n);
    const answer = answerWith(parts, claimed, 1);
    await disputes.answer(1n, answer);
    await as(disputes, alice).contest(1n, answer.receipt, NO_PERMIT);
    await disputes.rule(1n, true);
    // The second call alone, $0.02 of $0.05.
    await expect(reputation.discount(...discountArgs(parts)))
      .to.emit(reputation, "FeesDiscounted")
      .withArgs(alice.address, service.serviceId, 1n, 0n, 20_000n, 600n, 900n, 0n);
    await expect(reputation.discount(...discountArgs(parts)))
      .to.be.revertedWithCustomError(reputation, "ReputationNothingRefunded")
      .withArgs(1n, 0n, 20_000n);
  });

  it("refuses a row that nobody refunded", async () => {
    const parts = await loadFixture(served);
    await expect(parts.reputation.discount(...discountArgs(parts)))
      .to.be.revertedWithCustomError(parts.reputation, "ReputationNothingRefunded")
      .withArgs(1n, 0n, 0n);
  });

  it("refuses another claim, another row, and other terms than the row's", async () => {
    const parts = await loadFixture(refunded);
    const { reputation, vault, service, bob, claimed } = parts;
    const [claim, row, termsId, feeVersion] = discountArgs(parts);
    const hash = await vault.claimHash(1n);
    const other = { ...claim, time: claim.time + 1n };
    await expect(reputation.discount(other, row, termsId, feeVersion))
      .to.be.revertedWithCustomError(reputation, "ReputationOtherClaim")
      .withArgs(1n, claimHash(claim.gateway, other.time, claim.receiptsRoot, claim.rowHashes), hash);
    await expect(reputation.discount(claim, { ...row, index: 1n }, termsId, feeVersion))
      .to.be.revertedWithCustomError(reputation, "ReputationNoSuchRow")
      .withArgs(1n, 1n);
    const foreign = { ...row, payer: bob.address };
    const made = claimed.rows[0]!.row;
    const foreignHash = rowHash({ ...made, voucher: { ...made.voucher, payer: bob.address } }, 0n);
    await expect(reputation.discount(claim, foreign, termsId, feeVersion))
      .to.be.revertedWithCustomError(reputation, "ReputationOtherRow")
      .withArgs(0n, foreignHash, claim.rowHashes[0]);
    const cheap = keccak256(toHex("cheaper terms"));
    await expect(reputation.discount(claim, row, cheap, feeVersion))
      .to.be.revertedWithCustomError(reputation, "ReputationOtherTerms")
      .withArgs(termsHash(cheap, feeVersion), service.termsHash);
  });
});

describe("Reputation.lighten", () => {
  it("takes a debt from the review that the money was spent on", async () => {
    const parts = await loadFixture(indebted);
    const { reputation, service, alice, stranger } = parts;
    expect((await scoreOf(parts)).slice(1)).to.deep.equal([SHARE, 1n]);
    await expect(as(reputation, stranger).lighten(service.serviceId, alice.address, 1n))
      .to.emit(reputation, "FeedbackLightened")
      .withArgs(service.serviceId, alice.address, 1n, SHARE, 0n, 0n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
    expect(await reputation.debtOf(service.serviceId, alice.address)).to.equal(0n);
  });

  it("leaves of a review what other money has given it", async () => {
    const parts = await loadFixture(served);
    const { reputation, service, alice } = parts;
    await earnCredit(parts, alice, 10n * USDC);
    await star(parts, alice, 80n);
    await refund(parts);
    await reputation.discount(...discountArgs(parts));
    await reputation.lighten(service.serviceId, alice.address, 1n);
    const left = treasuryShareOf(10n * USDC);
    expect(await reputation.weightOf(service.serviceId, alice.address, 1n)).to.equal(left);
    expect(await scoreOf(parts)).to.deep.equal([meanOf([80n, left]), left, 1n]);
  });

  it("leaves a debt that one review does not cover for the next", async () => {
    const parts = await loadFixture(served);
    const { reputation, service, alice } = parts;
    await star(parts, alice, 80n);
    // Of his first review hardly anything is left when the money comes back.
    await as(reputation, parts.court).strike(service.serviceId, alice.address, 1n);
    await earnCredit(parts, alice, 30_000n);
    await star(parts, alice, 90n);
    await refund(parts);
    await reputation.discount(...discountArgs(parts));
    await expect(reputation.lighten(service.serviceId, alice.address, 2n))
      .to.emit(reputation, "FeedbackLightened")
      .withArgs(service.serviceId, alice.address, 2n, 900n, 0n, SHARE - 900n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("refuses without a debt, without a weight, and without a review", async () => {
    const parts = await loadFixture(indebted);
    const { reputation, service, alice, bob } = parts;
    await star(parts, bob, 80n);
    await star(parts, alice, 90n);
    const at = (who: typeof alice, index: bigint) =>
      reputation.lighten(service.serviceId, who.address, index);
    await expect(at(bob, 1n))
      .to.be.revertedWithCustomError(reputation, "ReputationNoDebt")
      .withArgs(service.serviceId, bob.address);
    await expect(at(alice, 2n))
      .to.be.revertedWithCustomError(reputation, "ReputationNoWeight")
      .withArgs(service.serviceId, alice.address, 2n);
    await expect(at(alice, 3n))
      .to.be.revertedWithCustomError(reputation, "ReputationUnknownFeedback")
      .withArgs(service.serviceId, alice.address, 3n, 2n);
  });
});
