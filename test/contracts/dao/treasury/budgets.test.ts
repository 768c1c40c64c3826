import { expect } from "chai";
import { addressOf, as, DAY, networkHelpers, now } from "../../helpers/chain.ts";
import { USDC } from "../../helpers/market.ts";
import { BANDS, budgeted, CAP, PURPOSE, requested, WINDOW } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Treasury's budgets", () => {
  it("are opened by governance, counted from 1, and tell their terms", async () => {
    const { treasury, council, usdc, budget } = await loadFixture(budgeted);
    const bands = BANDS.map(({ maxAmount, delay, approvals }) => [maxAmount, delay, approvals]);
    await expect(treasury.openBudget(budget))
      .to.emit(treasury, "BudgetSet")
      .withArgs(2n, await addressOf(council), await addressOf(usdc), WINDOW, CAP, bands);
    expect(await treasury.budgetCount()).to.equal(2n);
    const [terms, closedAt] = await treasury.budgetOf(2n);
    expect(terms.toArray(true)).to.deep.equal([
      await addressOf(council),
      await addressOf(usdc),
      WINDOW,
      CAP,
      bands,
    ]);
    expect(closedAt).to.equal(0n);
    expect(await treasury.availableOf(2n)).to.equal(CAP);
  });

  it("are nobody else's to open, set or close", async () => {
    const { treasury, first, budget, budgetId } = await loadFixture(budgeted);
    const call = as(treasury, first);
    for (const attempt of [
      () => call.openBudget(budget),
      () => call.setBudget(budgetId, budget),
      () => call.closeBudget(budgetId),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
        .withArgs(first.address);
    }
  });

  it("stay within constant bounds", async () => {
    const { treasury, stranger, budget } = await loadFixture(budgeted);
    const small = { maxAmount: 1n, delay: 0n, approvals: 1n };
    const refusals: [object, string, unknown[]][] = [
      [{ council: stranger.address }, "TreasuryNoCode", [stranger.address]],
      [{ token: stranger.address }, "TreasuryNoCode", [stranger.address]],
      [{ window: DAY - 1n }, "TreasuryWindowOutOfBounds", [DAY - 1n, DAY, 365n * DAY]],
      [{ window: 365n * DAY + 1n }, "TreasuryWindowOutOfBounds", [365n * DAY + 1n, DAY, 365n * DAY]],
      [{ bands: [] }, "TreasuryBandCount", [0n, 1n, 3n]],
      [{ bands: [...BANDS, small] }, "TreasuryBandCount", [4n, 1n, 3n]],
      [{ bands: [{ ...small, maxAmount: 0n }] }, "TreasuryBandsNotAscending", [0n]],
      [{ bands: [small, small] }, "TreasuryBandsNotAscending", [1n]],
      [{ bands: [{ ...small, approvals: 2n }, BANDS[0]] }, "TreasuryBandsNotAscending", [1n]],
      [{ bands: [{ ...small, delay: 1n }, BANDS[0]] }, "TreasuryBandsNotAscending", [1n]],
      [{ bands: [{ ...small, approvals: 0n }] }, "TreasuryApprovalsOutOfBounds", [0n, 1n, 15n]],
      [{ bands: [{ ...small, approvals: 16n }] }, "TreasuryApprovalsOutOfBounds", [16n, 1n, 15n]],
      [{ bands: [{ ...small, delay: 14n * DAY + 1n }] }, "TreasuryDelayTooLong", [14n * DAY + 1n, 14n * DAY]],
      [{ cap: 50_000n * USDC - 1n }, "TreasuryCapBelowBand", [50_000n * USDC - 1n, 50_000n * USDC]],
    ];
    for (const [change, error, args] of refusals) {
      await expect(treasury.openBudget({ ...budget, ...change }))
        .to.be.revertedWithCustomError(treasury, error)
        .withArgs(...args);
    }
  });

  it("can be set anew, but for token and window: what left is known in these alone", async () => {
    const { treasury, authority, usdc, budget, budgetId } = await loadFixture(budgeted);
    const fixed = [budgetId, await addressOf(usdc), WINDOW];
    for (const change of [{ token: await addressOf(authority) }, { window: WINDOW - 1n }]) {
      await expect(treasury.setBudget(budgetId, { ...budget, ...change }))
        .to.be.revertedWithCustomError(treasury, "TreasuryBudgetFixed")
        .withArgs(...fixed);
    }
    await treasury.setBudget(budgetId, { ...budget, cap: 2_000n * USDC, bands: BANDS.slice(0, 1) });
    expect(await treasury.availableOf(budgetId)).to.equal(2_000n * USDC);
    const [terms] = await treasury.budgetOf(budgetId);
    expect(terms.bands).to.have.length(1);
  });

  it("forget nothing that left when their cap changes", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, budget, budgetId, first } = fixture;
    await treasury.pay(await requested(fixture, first, 1_000n * USDC));
    await treasury.setBudget(budgetId, { ...budget, cap: 1_500n * USDC, bands: BANDS.slice(0, 1) });
    expect(await treasury.availableOf(budgetId)).to.equal(500n * USDC);
    await treasury.setBudget(budgetId, budget);
    expect(await treasury.availableOf(budgetId)).to.equal(CAP - 1_000n * USDC);
  });

  it("let out no more than their cap in any window, and more once it has passed", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, budget, budgetId, first } = fixture;
    const cap = 1_500n * USDC;
    await treasury.setBudget(budgetId, { ...budget, cap, bands: BANDS.slice(0, 1) });
    await treasury.pay(await requested(fixture, first, 1_000n * USDC));
    const paidAt = await now();
    await time.increase(20n * DAY);
    const second = await requested(fixture, first, 501n * USDC);
    await expect(treasury.pay(second))
      .to.be.revertedWithCustomError(treasury, "TreasuryWindowUsed")
      .withArgs(budgetId, 500n * USDC, 501n * USDC);
    await time.setNextBlockTimestamp(paidAt + WINDOW - 1n);
    await expect(treasury.pay(second)).to.be.revertedWithCustomError(treasury, "TreasuryWindowUsed");
    await time.setNextBlockTimestamp(paidAt + WINDOW);
    await treasury.pay(second);
    expect(await treasury.availableOf(budgetId)).to.equal(cap - 501n * USDC);
  });

  it("are closed for good: nothing more is requested, approved or paid", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, budget, budgetId, first, second, stranger } = fixture;
    const waiting = await requested(fixture, first, 1_000n * USDC);
    await expect(treasury.closeBudget(budgetId)).to.emit(treasury, "BudgetClosed").withArgs(budgetId);
    const closed = [budgetId, await now()];
    for (const attempt of [
      () => treasury.setBudget(budgetId, budget),
      () => treasury.closeBudget(budgetId),
      () => treasury.pay(waiting),
      () => as(treasury, second).approve(waiting),
      () => as(treasury, first).requestPayment(budgetId, stranger.address, 1n, PURPOSE),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(treasury, "TreasuryBudgetClosed")
        .withArgs(...closed);
    }
  });

  it("that nobody opened are refused", async () => {
    const { treasury, budget } = await loadFixture(budgeted);
    for (const id of [0n, 2n]) {
      await expect(treasury.setBudget(id, budget))
        .to.be.revertedWithCustomError(treasury, "TreasuryUnknownBudget")
        .withArgs(id, 1n);
    }
  });
});
