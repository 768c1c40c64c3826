import { expect } from "chai";
import { addressOf, as, DAY, deploy, networkHelpers, type Callable } from "../helpers/chain.ts";
import { court, openStake, WINDOWS } from "../helpers/court.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";
import { EVIDENCE } from "../helpers/court.ts";

const { loadFixture } = networkHelpers;

describe("the Court's parameters", () => {
  it("are governance's", async () => {
    const parts = await loadFixture(court);
    const { stranger, arbitrator } = parts;
    const calls = [
      () => as(parts.court, stranger).setWindows(WINDOWS),
      () => as(parts.court, stranger).setMinBond(USDC),
      () => as(parts.court, stranger).setArbitrator(arbitrator, "0x"),
    ];
    for (const call of calls) {
      await expect(call())
        .to.be.revertedWithCustomError(parts.court, "AccessManagedUnauthorized")
        .withArgs(stranger.address);
    }
  });

  it("let no window be shorter than two days, nor all of them outlast the lock of a stake", async () => {
    const parts = await loadFixture(court);
    const { admin, services, service } = parts;
    const most = { answer: 2n * DAY, rule: 13n * DAY, appeal: 2n * DAY };
    await expect(as(parts.court, admin).setWindows(most))
      .to.emit(parts.court, "WindowsSet")
      .withArgs(2n * DAY, 13n * DAY, 2n * DAY);
    // The longest case that there can be is still a case: 45 days in all.
    await openStake(parts);
    expect(await services.openLocks(service.serviceId)).to.equal(1n);
    for (const bad of [
      { ...most, appeal: 2n * DAY + 1n },
      { ...WINDOWS, answer: 2n * DAY - 1n },
      { ...WINDOWS, rule: 2n * DAY - 1n },
      { ...WINDOWS, appeal: 2n * DAY - 1n },
    ]) {
      await expect(as(parts.court, admin).setWindows(bad))
        .to.be.revertedWithCustomError(parts.court, "CourtWindowsOutOfBounds")
        .withArgs([bad.answer, bad.rule, bad.appeal], 2n * DAY, 17n * DAY);
    }
  });

  it("leave running cases their windows", async () => {
    const parts = await loadFixture(court);
    await openStake(parts);
    const before = await parts.court.caseOf(1n);
    await as(parts.court, parts.admin).setWindows({ answer: 2n * DAY, rule: 2n * DAY, appeal: 2n * DAY });
    expect(await parts.court.caseOf(1n)).to.deep.equal(before);
    expect(before.appealWindow).to.equal(WINDOWS.appeal);
  });

  it("bound the least bond", async () => {
    const parts = await loadFixture(court);
    const { admin } = parts;
    await expect(as(parts.court, admin).setMinBond(USDC)).to.emit(parts.court, "MinBondSet").withArgs(USDC);
    for (const amount of [USDC - 1n, 1_000n * USDC + 1n]) {
      await expect(as(parts.court, admin).setMinBond(amount))
        .to.be.revertedWithCustomError(parts.court, "CourtMinBondOutOfBounds")
        .withArgs(amount, USDC, 1_000n * USDC);
    }
  });

  it("name the arbitrator, with what it asks beside each dispute", async () => {
    const parts = await loadFixture(court);
    const other = await deploy<Callable<"newest">>("PaidArbitrator", [0n]);
    await expect(as(parts.court, parts.admin).setArbitrator(other, "0x1234"))
      .to.emit(parts.court, "ArbitratorSet")
      .withArgs(await addressOf(other), "0x1234");
    await as(parts.court, parts.challenger).openStake(parts.service.serviceId, 1n, [], EVIDENCE, NO_PERMIT);
    expect(await other.newest()).to.equal(1n);
  });
});
