import { expect } from "chai";
import { addressOf, as, DAY, networkHelpers, now } from "../../helpers/chain.ts";
import { USDC } from "../../helpers/market.ts";
import {
  AUDITS,
  BANDS,
  budgeted,
  byCouncil,
  CAP,
  PAID,
  PAYMENT,
  PURPOSE,
  REQUESTED,
  requested,
  STOPPED,
  STREAM,
  WINDOW,
} from "./fixture.ts";

const { loadFixture, time } = networkHelpers;
/** 864 USDC a day. */
const RATE = 10_000n;
const DAILY = RATE * DAY;

/** A stream of 8,640 USDC over ten days to the stranger, opened; it starts five days after the fixture. */
async function streaming() {
  const fixture = await budgeted();
  const { treasury, first, second, budgetId, stranger } = fixture;
  const start = (await now()) + 5n * DAY;
  const terms = { ratePerSecond: RATE, start, end: start + 10n * DAY };
  await as(treasury, first).requestStream(budgetId, stranger.address, terms, PURPOSE);
  await as(treasury, second).approve(1n);
  await time.increase(DAY);
  await treasury.openStream(1n);
  return { ...fixture, streamId: 1n, terms, start };
}

describe("Treasury's streams", () => {
  it("are opened by the approvals of all that they will accrue", async () => {
    const { treasury, first, second, budgetId, stranger } = await loadFixture(budgeted);
    const start = (await now()) + DAY;
    const terms = { ratePerSecond: RATE, start, end: start + 10n * DAY };
    const tx = as(treasury, first).requestStream(budgetId, stranger.address, terms, PURPOSE);
    await expect(tx)
      .to.emit(treasury, "Requested")
      .withArgs(
        1n,
        budgetId,
        stranger.address,
        STREAM,
        10n * DAILY,
        AUDITS,
        PURPOSE.documentHash,
        PURPOSE.uri,
      );
    await expect(tx)
      .to.emit(treasury, "StreamRequested")
      .withArgs(1n, RATE, start, start + 10n * DAY);
    await expect(treasury.openStream(1n))
      .to.be.revertedWithCustomError(treasury, "TreasuryTooFewApprovals")
      .withArgs(1n, 1n, 2n);
    await time.increaseTo(start + DAY);
    expect(await treasury.accruedOf(1n)).to.equal(0n);
    await expect(treasury.withdrawStream(1n))
      .to.be.revertedWithCustomError(treasury, "TreasuryNothingDue")
      .withArgs(1n);
    await as(treasury, second).approve(1n);
    await time.increaseTo(start + 3n * DAY);
    // Opened late, it still accrues from its start: that is what was approved.
    await expect(treasury.openStream(1n)).to.emit(treasury, "StreamOpened").withArgs(1n);
    expect(await treasury.accruedOf(1n)).to.equal(RATE * ((await now()) - start));
  });

  it("start within ninety days, last a day to two years, and are no payments", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first, budgetId, stranger } = fixture;
    const time0 = (await now()) + 100n;
    const ask = async (start: bigint, duration: bigint, ratePerSecond = 1n) => {
      await time.setNextBlockTimestamp(time0 + calls++);
      const terms = { ratePerSecond, start, end: start + duration };
      return as(treasury, first).requestStream(budgetId, stranger.address, terms, PURPOSE);
    };
    let calls = 0n;
    await expect(ask(time0 - 1n, DAY))
      .to.be.revertedWithCustomError(treasury, "TreasuryStreamStart")
      .withArgs(time0 - 1n, time0, time0 + 90n * DAY);
    const late = time0 + 90n * DAY + 100n;
    await expect(ask(late, DAY))
      .to.be.revertedWithCustomError(treasury, "TreasuryStreamStart")
      .withArgs(late, time0 + 1n, time0 + 1n + 90n * DAY);
    const start = time0 + DAY;
    for (const duration of [-1n, DAY - 1n, 730n * DAY + 1n]) {
      await expect(ask(start, duration))
        .to.be.revertedWithCustomError(treasury, "TreasuryStreamDuration")
        .withArgs(start, start + duration, DAY, 730n * DAY);
    }
    await expect(ask(start, DAY, 0n)).to.be.revertedWithCustomError(treasury, "TreasuryZeroAmount");
    const most = 2n ** 96n - 1n;
    await expect(ask(start, 730n * DAY, most))
      .to.be.revertedWithCustomError(treasury, "TreasuryOverBands")
      .withArgs(budgetId, most * 730n * DAY, 50_000n * USDC);
    const id = await requested(fixture, first, 1n);
    await expect(treasury.openStream(id))
      .to.be.revertedWithCustomError(treasury, "TreasuryWrongKind")
      .withArgs(id, PAYMENT, STREAM);
  });

  it("pay what accrued, whoever calls, and not a unit more", async () => {
    const { treasury, usdc, rival, stranger, streamId, start } = await loadFixture(streaming);
    await expect(as(treasury, rival).withdrawStream(streamId))
      .to.be.revertedWithCustomError(treasury, "TreasuryNothingDue")
      .withArgs(streamId);
    await time.setNextBlockTimestamp(start + 2n * DAY);
    await expect(as(treasury, rival).withdrawStream(streamId))
      .to.emit(treasury, "Paid")
      .withArgs(streamId, AUDITS, await addressOf(usdc), stranger.address, 2n * DAILY);
    await time.setNextBlockTimestamp(start + 3n * DAY);
    await treasury.withdrawStream(streamId);
    expect(await usdc.balanceOf(stranger.address)).to.equal(3n * DAILY);
    await time.increaseTo(start + 20n * DAY);
    await treasury.withdrawStream(streamId);
    expect(await usdc.balanceOf(stranger.address)).to.equal(10n * DAILY);
    expect((await treasury.requestOf(streamId)).state).to.equal(PAID);
    await expect(treasury.withdrawStream(streamId))
      .to.be.revertedWithCustomError(treasury, "TreasuryNothingDue")
      .withArgs(streamId);
  });

  it("stop accruing when they are stopped; what accrued stays due", async () => {
    const fixture = await loadFixture(streaming);
    const { treasury, usdc, council, first, stranger, streamId, start } = fixture;
    await expect(as(treasury, first).cancel(streamId))
      .to.be.revertedWithCustomError(treasury, "TreasuryNotRequesterOrCouncil")
      .withArgs(streamId, first.address);
    await time.increaseTo(start + DAY);
    await expect(byCouncil(fixture, treasury.interface.encodeFunctionData("cancel", [streamId])))
      .to.emit(treasury, "Ended")
      .withArgs(streamId, STOPPED, await addressOf(council));
    const due = RATE * ((await now()) - start);
    await time.increase(5n * DAY);
    expect(await treasury.accruedOf(streamId)).to.equal(due);
    await treasury.withdrawStream(streamId);
    expect(await usdc.balanceOf(stranger.address)).to.equal(due);
  });

  it("stopped before they start, or before they are opened, pay nothing", async () => {
    const { treasury, first, budgetId, stranger, streamId, terms, start } = await loadFixture(streaming);
    await treasury.veto(streamId);
    await as(treasury, first).requestStream(budgetId, stranger.address, terms, PURPOSE);
    expect((await treasury.requestOf(2n)).state).to.equal(REQUESTED);
    await treasury.revoke(2n);
    await time.increaseTo(start + 20n * DAY);
    for (const id of [streamId, 2n]) {
      await expect(treasury.withdrawStream(id))
        .to.be.revertedWithCustomError(treasury, "TreasuryNothingDue")
        .withArgs(id);
    }
  });

  it("stop accruing with their budget, which still pays what is due", async () => {
    const { treasury, usdc, budgetId, stranger, streamId, start } = await loadFixture(streaming);
    await time.setNextBlockTimestamp(start + DAY);
    await treasury.closeBudget(budgetId);
    await time.increase(3n * DAY);
    await treasury.withdrawStream(streamId);
    expect(await usdc.balanceOf(stranger.address)).to.equal(DAILY);
  });

  it("take what the window has left, and the rest when it has more", async () => {
    const fixture = await loadFixture(streaming);
    const { treasury, usdc, budget, budgetId, first, stranger, rival, streamId, start } = fixture;
    const cap = 1_000n * USDC;
    await treasury.setBudget(budgetId, { ...budget, cap, bands: BANDS.slice(0, 1) });
    await as(treasury, first).requestPayment(budgetId, rival.address, 900n * USDC, PURPOSE);
    await time.setNextBlockTimestamp(start);
    await treasury.pay(2n);
    await time.increaseTo(start + 5n * DAY);
    await treasury.withdrawStream(streamId);
    expect(await usdc.balanceOf(stranger.address)).to.equal(100n * USDC);
    await expect(treasury.withdrawStream(streamId)).to.be.revertedWithCustomError(
      treasury,
      "TreasuryWindowUsed",
    );
    await time.setNextBlockTimestamp(start + WINDOW);
    await treasury.withdrawStream(streamId);
    expect(await usdc.balanceOf(stranger.address)).to.equal(cap);
    expect((await treasury.streamOf(streamId)).withdrawn).to.equal(cap);
  });

  it("are opened by vote as well, past the bands but not past what a window lets out", async () => {
    const { treasury, first, budgetId, stranger } = await loadFixture(budgeted);
    const start = (await now()) + DAY;
    const perSecond = CAP / WINDOW;
    const terms = { ratePerSecond: perSecond, start, end: start + 365n * DAY };
    const ask = (ratePerSecond: bigint) =>
      treasury.openStreamByVote(budgetId, stranger.address, { ...terms, ratePerSecond }, PURPOSE);
    await expect(as(treasury, first).openStreamByVote(budgetId, first.address, terms, PURPOSE))
      .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
      .withArgs(first.address);
    await expect(ask(perSecond + 1n))
      .to.be.revertedWithCustomError(treasury, "TreasuryStreamOverCap")
      .withArgs((perSecond + 1n) * WINDOW, CAP);
    await expect(ask(perSecond)).to.emit(treasury, "StreamOpened").withArgs(1n);
    await time.setNextBlockTimestamp(start + DAY);
    await treasury.withdrawStream(1n);
    expect(await treasury.availableOf(budgetId)).to.equal(CAP - perSecond * DAY);
  });
});
