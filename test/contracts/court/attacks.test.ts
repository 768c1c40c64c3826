import { expect } from "chai";
import { as, ethers, networkHelpers, type Callable } from "../helpers/chain.ts";
import {
  afterDeadline,
  answer,
  court,
  courtOf,
  EVIDENCE,
  MIN_BOND,
  openStake,
  REJECTED,
  rule,
  UPHELD,
} from "../helpers/court.ts";
import { deployMarket, NO_PERMIT, STAKE } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const SIX_WEEKS = 45n * 86_400n;

async function blocking() {
  return courtOf(await deployMarket("BlockingToken"));
}

async function skimming() {
  return courtOf(await deployMarket("SkimmingToken"));
}

async function reentering() {
  return courtOf(await deployMarket("ReenteringToken"));
}

describe("attacks on the Court", () => {
  it("many cases at once cost a bond each, and hold a stake no longer than one", async () => {
    const parts = await loadFixture(court);
    const { token, services, service, challenger, publisher } = parts;
    const before: bigint = await token.balanceOf(challenger.address);
    for (let i = 0; i < 5; i++) await openStake(parts);
    for (let caseId = 1n; caseId <= 5n; caseId++) {
      await answer(parts, caseId);
      await rule(parts, REJECTED, caseId);
    }
    await afterDeadline(parts, 5n);
    for (let caseId = 1n; caseId <= 5n; caseId++) await parts.court.execute(caseId);
    expect(await services.openLocks(service.serviceId)).to.equal(0n);
    expect(before - (await token.balanceOf(challenger.address))).to.equal(5n * MIN_BOND);
    expect(await parts.court.owedTo(challenger.address)).to.equal(0n);
    // He who was worn down has half of it.
    expect(await parts.court.owedTo(publisher.address)).to.equal(5n * MIN_BOND + (5n * MIN_BOND) / 2n);
  });

  it("a stake is free after 45 days, whoever is silent", async () => {
    const parts = await loadFixture(court);
    const { services, service, publisher, stranger } = parts;
    await openStake(parts);
    await time.increase(SIX_WEEKS);
    await as(services, stranger).liftLock(service.serviceId, 1n);
    await as(services, publisher).thawStake(service.serviceId, STAKE);
    expect((await services.stakeOf(service.serviceId)).thawing).to.equal(STAKE);
  });

  it("a challenger whom the stakes' token blocks stops nobody: his part waits for him", async () => {
    const parts = await loadFixture(blocking);
    const { token, publisher, treasury, challenger } = parts;
    await openStake(parts);
    await answer(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    await (token as unknown as Callable<"block_">).block_(challenger.address);
    await expect(as(parts.court, challenger).collect(challenger.address))
      .to.be.revertedWithCustomError(token, "BlockingTokenBlocked")
      .withArgs(challenger.address);
    await parts.court.sweepTreasury();
    expect(await token.balanceOf(treasury)).to.equal(MIN_BOND / 2n);
    await expect(as(parts.court, challenger).collect(publisher.address)).to.changeTokenBalance(
      ethers,
      token,
      publisher.signer,
      MIN_BOND + MIN_BOND / 2n,
    );
  });

  it("a token that keeps a part is refused at the door: no bond is owed that is not there", async () => {
    const parts = await loadFixture(skimming);
    await expect(openStake(parts))
      .to.be.revertedWithCustomError(parts.court, "PermitTransferShort")
      .withArgs((MIN_BOND * 99n) / 100n, MIN_BOND);
  });

  it("a token that calls back gets into no function of the Court", async () => {
    const parts = await loadFixture(reentering);
    const { token, service, challenger } = parts;
    const armed = token as unknown as Callable<"arm">;
    const calls = [
      ["openReview", [service.serviceId, challenger.address, 1n, EVIDENCE, NO_PERMIT]],
      ["answer", [1n, EVIDENCE, NO_PERMIT]],
      ["concede", [1n]],
      ["appeal", [1n, NO_PERMIT]],
      ["execute", [1n]],
      ["collect", [challenger.address]],
      ["sweepTreasury", []],
      ["rule", [1n, 1n]],
    ] as const;
    for (const [name, args] of calls) {
      await armed.arm(parts.court, parts.court.interface.encodeFunctionData(name, [...args]));
      await expect(openStake(parts), name).to.be.revertedWithCustomError(
        parts.court,
        "ReentrancyGuardReentrantCall",
      );
    }
    expect(await parts.court.caseCount()).to.equal(0n);
  });

  it("a publisher who sells his service keeps nothing of the stake from the case", async () => {
    const parts = await loadFixture(court);
    const { services, service, publisher, rival } = parts;
    await openStake(parts);
    await as(services, publisher).getFunction("transferFrom")(
      publisher.address,
      rival.address,
      service.serviceId,
    );
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE / 2n);
    expect(await parts.court.owedTo(publisher.address)).to.equal(0n);
  });
});
