import { expect } from "chai";
import { toFunctionSelector } from "viem";
import { addressOf, as, networkHelpers, now } from "../../helpers/chain.ts";
import { USDC } from "../../helpers/market.ts";
import { AUDITS, budgeted, byCouncil, CANCELLED, requested } from "./fixture.ts";

const { loadFixture } = networkHelpers;
const GUARDIAN = 10n;

describe("Treasury's requests are stopped", () => {
  it("by who made them, while nothing came of them", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first } = fixture;
    const id = await requested(fixture, first, 1n);
    await expect(as(treasury, first).cancel(id))
      .to.emit(treasury, "Ended")
      .withArgs(id, CANCELLED, first.address);
    expect((await treasury.requestOf(id)).endedAt).to.equal(await now());
    for (const attempt of [
      () => treasury.pay(id),
      () => treasury.veto(id),
      () => as(treasury, fixture.second).approve(id),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(treasury, "TreasuryWrongState")
        .withArgs(id, CANCELLED);
    }
  });

  it("by no other member alone, and no stranger", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, first, second, stranger } = fixture;
    const id = await requested(fixture, first, 1n);
    for (const who of [second, stranger]) {
      await expect(as(treasury, who).cancel(id))
        .to.be.revertedWithCustomError(treasury, "TreasuryNotRequesterOrCouncil")
        .withArgs(id, who.address);
    }
  });

  it("by the council, when enough of its members want it", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, fourth, council } = fixture;
    const id = await requested(fixture, fourth, 1n);
    const cancelling = byCouncil(fixture, treasury.interface.encodeFunctionData("cancel", [id]));
    await expect(cancelling)
      .to.emit(treasury, "Ended")
      .withArgs(id, CANCELLED, await addressOf(council));
  });

  it("by a guardian, who can do nothing else", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, authority, usdc, budget, first, rival: guardian } = fixture;
    const id = await requested(fixture, first, 1n);
    const veto = toFunctionSelector("veto(uint256)");
    await authority.setTargetFunctionRole(treasury, [veto], GUARDIAN);
    await authority.grantRole(GUARDIAN, guardian.address, 0n);
    const call = as(treasury, guardian);
    for (const attempt of [
      () => call.revoke(id),
      () => call.spend(usdc, guardian.address, 1n, AUDITS),
      () => call.spendUncapped(usdc, guardian.address, 1n, AUDITS),
      () => call.openBudget(budget),
      () => call.closeBudget(1n),
      () => call.dropQueued(1n),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
        .withArgs(guardian.address);
    }
    await expect(call.veto(id)).to.emit(treasury, "Ended").withArgs(id, CANCELLED, guardian.address);
  });

  it("by a vote", async () => {
    const fixture = await loadFixture(budgeted);
    const { treasury, admin, first } = fixture;
    const id = await requested(fixture, first, 1_000n * USDC);
    await expect(as(treasury, first).revoke(id))
      .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
      .withArgs(first.address);
    await expect(treasury.revoke(id)).to.emit(treasury, "Ended").withArgs(id, CANCELLED, admin.address);
  });
});
