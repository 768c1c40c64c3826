import { expect } from "chai";
import { keccak256, toHex } from "viem";
import { addressOf, as, DAY, networkHelpers } from "../../helpers/chain.ts";
import { USDC } from "../../helpers/market.ts";
import {
  AUDITS,
  budgeted,
  byCouncil,
  GRANT,
  PAID,
  PAYMENT,
  PURPOSE,
  REQUESTED,
  RUNNING,
  STOPPED,
  requested,
  type Fixture,
} from "./fixture.ts";

const { loadFixture, time } = networkHelpers;
const REPORT = { hash: keccak256(toHex("done")), uri: "https://stoa.example/done.md" };
const MILESTONES = [
  { amount: 900n * USDC, hash: keccak256(toHex("first half")) },
  { amount: 1_100n * USDC, hash: keccak256(toHex("second half")) },
];

/** A grant of 2,000 USDC in two milestones, opened. */
async function granted() {
  const fixture = await budgeted();
  const { treasury, first, second, budgetId, stranger } = fixture;
  await as(treasury, first).requestGrant(budgetId, stranger.address, MILESTONES, PURPOSE);
  await as(treasury, second).approve(1n);
  await time.increase(DAY);
  await treasury.openGrant(1n);
  return { ...fixture, grantId: 1n };
}

async function report(fixture: Fixture, milestone: bigint): Promise<bigint> {
  const { treasury, first } = fixture;
  await as(treasury, first).requestMilestone(1n, milestone, REPORT.hash, REPORT.uri);
  return treasury.requestCount();
}

describe("Treasury's grants", () => {
  it("are opened by the approvals of their whole sum, and move nothing yet", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, usdc, first, second, budgetId, stranger } = fixture;
    const tx = as(treasury, first).requestGrant(budgetId, stranger.address, MILESTONES, PURPOSE);
    await expect(tx)
      .to.emit(treasury, "Requested")
      .withArgs(
        1n,
        budgetId,
        stranger.address,
        GRANT,
        2_000n * USDC,
        AUDITS,
        PURPOSE.documentHash,
        PURPOSE.uri,
      );
    const milestones = MILESTONES.map(({ amount, hash }) => [amount, hash]);
    await expect(tx).to.emit(treasury, "GrantRequested").withArgs(1n, milestones);
    expect((await treasury.milestonesOf(1n)).toArray(true)).to.deep.equal(milestones);
    // Each milestone alone would take one approval; the sum takes two and a day.
    await expect(treasury.openGrant(1n))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooFewApprovals")
      .withArgs(1n, 1n, 2n);
    await as(treasury, second).approve(1n);
    await time.increase(DAY);
    await expect(treasury.pay(1n))
      .to.be.revertedWithCustomError(treasury, "TreasuryWrongKind")
      .withArgs(1n, GRANT, PAYMENT);
    await expect(treasury.openGrant(1n)).to.emit(treasury, "GrantOpened").withArgs(1n);
    await expect(treasury.openGrant(1n))
      .to.be.revertedWithCustomError(treasury, "TreasuryWrongState")
      .withArgs(1n, RUNNING);
    expect(await usdc.balanceOf(stranger.address)).to.equal(0n);
  });

  it("refuse no milestone, too many, an empty one, and more than the largest band", async () => {
    const { treasury, first, budgetId, stranger } = await loadFixture(budgeted);
    const ask = (amounts: readonly bigint[]) =>
      as(treasury, first).requestGrant(
        budgetId,
        stranger.address,
        amounts.map((amount) => ({ amount, hash: REPORT.hash })),
        PURPOSE,
      );
    for (const count of [0, 25]) {
      await expect(ask(Array<bigint>(count).fill(1n)))
        .to.be.revertedWithCustomError(treasury, "TreasuryMilestoneCount")
        .withArgs(BigInt(count), 1n, 24n);
    }
    await expect(ask([1n, 0n])).to.be.revertedWithCustomError(treasury, "TreasuryZeroAmount");
    await expect(ask([50_000n * USDC, 1n]))
      .to.be.revertedWithCustomError(treasury, "TreasuryOverBands")
      .withArgs(budgetId, 50_000n * USDC + 1n, 50_000n * USDC);
    const most = 2n ** 128n - 1n;
    await expect(ask([most, most]))
      .to.be.revertedWithCustomError(treasury, "TreasuryOverBands")
      .withArgs(budgetId, 2n * most, 50_000n * USDC);
  });

  it("pay each milestone once, by its own approvals, under the grant's category", async () => {
    const fixture = await loadFixture(granted);
    const { treasury, usdc, stranger, second, grantId } = fixture;
    const firstHalf = await report(fixture, 0n);
    const again = await report(fixture, 0n);
    await expect(treasury.pay(firstHalf))
      .to.emit(treasury, "Paid")
      .withArgs(firstHalf, AUDITS, await addressOf(usdc), stranger.address, 900n * USDC);
    expect(await treasury.isMilestonePaid(grantId, 0n)).to.equal(true);
    expect(await treasury.isMilestonePaid(grantId, 1n)).to.equal(false);
    // Two requests for one milestone could both be approved by oversight.
    await expect(treasury.pay(again))
      .to.be.revertedWithCustomError(treasury, "TreasuryMilestonePaid")
      .withArgs(grantId, 0n);
    await expect(report(fixture, 0n))
      .to.be.revertedWithCustomError(treasury, "TreasuryMilestonePaid")
      .withArgs(grantId, 0n);

    const secondHalf = await report(fixture, 1n);
    await as(treasury, second).approve(secondHalf);
    await time.increase(DAY);
    await treasury.pay(secondHalf);
    expect(await usdc.balanceOf(stranger.address)).to.equal(2_000n * USDC);
    expect((await treasury.requestOf(grantId)).state).to.equal(PAID);
  });

  it("tell which milestone a payment is for", async () => {
    const fixture = await loadFixture(granted);
    const { treasury, first, grantId } = fixture;
    const tx = as(treasury, first).requestMilestone(grantId, 1n, REPORT.hash, REPORT.uri);
    await expect(tx).to.emit(treasury, "MilestoneRequested").withArgs(2n, grantId, 1n);
    const payment = await treasury.requestOf(2n);
    expect([payment.grantId, payment.milestone]).to.deep.equal([grantId, 1n]);
  });

  it("refuse a milestone that was not agreed, or of what is no grant, or is not open", async () => {
    const fixture = await loadFixture(granted);
    const { treasury, first, budgetId, stranger, grantId } = fixture;
    const call = as(treasury, first);
    await expect(report(fixture, 2n))
      .to.be.revertedWithCustomError(treasury, "TreasuryUnknownMilestone")
      .withArgs(grantId, 2n, 2n);
    const payment = await requested(fixture, first, 1n);
    await expect(call.requestMilestone(payment, 0n, REPORT.hash, REPORT.uri))
      .to.be.revertedWithCustomError(treasury, "TreasuryWrongKind")
      .withArgs(payment, PAYMENT, GRANT);
    await call.requestGrant(budgetId, stranger.address, MILESTONES, PURPOSE);
    await expect(call.requestMilestone(3n, 0n, REPORT.hash, REPORT.uri))
      .to.be.revertedWithCustomError(treasury, "TreasuryWrongState")
      .withArgs(3n, REQUESTED);
    await expect(as(treasury, stranger).requestMilestone(grantId, 0n, REPORT.hash, REPORT.uri))
      .to.be.revertedWithCustomError(treasury, "TreasuryNotMember")
      .withArgs(budgetId, stranger.address);
  });

  it("are stopped by the council for what is not paid, also what is requested already", async () => {
    const fixture = await loadFixture(granted);
    const { treasury, usdc, council, first, stranger, grantId } = fixture;
    await treasury.pay(await report(fixture, 0n));
    const waiting = await report(fixture, 1n);
    await expect(as(treasury, first).cancel(grantId))
      .to.be.revertedWithCustomError(treasury, "TreasuryNotRequesterOrCouncil")
      .withArgs(grantId, first.address);
    await expect(byCouncil(fixture, treasury.interface.encodeFunctionData("cancel", [grantId])))
      .to.emit(treasury, "Ended")
      .withArgs(grantId, STOPPED, await addressOf(council));
    await as(treasury, fixture.second).approve(waiting);
    await time.increase(DAY);
    await expect(treasury.pay(waiting))
      .to.be.revertedWithCustomError(treasury, "TreasuryWrongState")
      .withArgs(grantId, STOPPED);
    expect(await usdc.balanceOf(stranger.address)).to.equal(900n * USDC);
  });
});
