import { expect } from "chai";
import { addressOf, as, networkHelpers } from "../helpers/chain.ts";
import {
  afterDeadline,
  afterRuleBy,
  court,
  EVIDENCE,
  Kind,
  MIN_BOND,
  REJECTED,
  rule,
  UPHELD,
  type CourtParts,
} from "../helpers/court.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const REWARD = 400n * USDC;
const INDEX = 3n;

function openReview({ court: court_, publisher, payer, service }: CourtParts) {
  return as(court_, publisher).openReview(service.serviceId, payer.address, INDEX, EVIDENCE, NO_PERMIT);
}

async function reviewed() {
  const parts = await court();
  await openReview(parts);
  return parts;
}

async function audited() {
  const parts = await court();
  const { subjects, payer, rival } = parts;
  await subjects.setBounty(payer.address, rival.address, REWARD);
  await as(parts.court, payer).openBounty(5n, EVIDENCE, NO_PERMIT);
  return parts;
}

describe("Court.openReview", () => {
  it("has a review struck whose author was silent, as one without a name must be", async () => {
    const parts = await loadFixture(reviewed);
    const { subjects, publisher, payer } = parts;
    const found = await parts.court.caseOf(1n);
    expect([found.kind, found.respondent, found.party, found.item, found.bond]).to.deep.equal([
      Kind.Review,
      payer.address,
      payer.address,
      INDEX,
      MIN_BOND,
    ]);
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    expect(await subjects.strikes()).to.equal(1n);
    expect(await parts.court.owedTo(publisher.address)).to.equal(MIN_BOND);
  });

  it("leaves an honest review, and pays its author for his trouble", async () => {
    const parts = await loadFixture(reviewed);
    const { subjects, payer } = parts;
    await as(parts.court, payer).answer(1n, EVIDENCE, NO_PERMIT);
    await rule(parts, REJECTED);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    expect(await subjects.strikes()).to.equal(0n);
    expect(await parts.court.owedTo(payer.address)).to.equal(MIN_BOND + MIN_BOND / 2n);
  });

  it("strikes what its author admits, at once", async () => {
    const parts = await loadFixture(reviewed);
    await as(parts.court, parts.payer).concede(1n);
    await parts.court.execute(1n);
    expect(await parts.subjects.strikes()).to.equal(1n);
  });

  it("ends when there is nothing left to strike", async () => {
    const parts = await loadFixture(reviewed);
    await as(parts.court, parts.payer).concede(1n);
    await parts.subjects.setGone(true);
    await expect(parts.court.execute(1n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, false, 0n, MIN_BOND, 0n, 0n, 0n);
  });

  it("does not let whoever executes it starve the strike of gas, and so decide it", async () => {
    const parts = await loadFixture(reviewed);
    const { subjects } = parts;
    await as(parts.court, parts.payer).concede(1n);
    let spent = 100_000n;
    const refusals: bigint[] = [];
    // From far too little up to enough: each run fails whole, or strikes.
    for (; (await subjects.strikes()) === 0n; spent += 10_000n) {
      await expect(parts.court.execute(1n, { gasLimit: spent }))
        .to.be.revertedWithCustomError(parts.court, "CourtStarved")
        .withArgs(1n)
        .then(
          () => refusals.push(spent),
          () => undefined,
        );
      const { state } = await parts.court.caseOf(1n);
      expect(state === 6n, `closed without a strike at ${spent}`).to.equal((await subjects.strikes()) === 1n);
    }
    expect(spent).to.be.lessThan(2_000_000n);
    expect(refusals, "the Court notices that the strike had no gas").not.to.deep.equal([]);
  });

  it("is once at a time for one review", async () => {
    const parts = await loadFixture(reviewed);
    await expect(openReview(parts)).to.be.revertedWithCustomError(parts.court, "CourtRunning").withArgs(1n);
    await afterRuleBy(parts);
    await parts.court.execute(1n);
    await openReview(parts);
    expect(await parts.court.caseCount()).to.equal(2n);
  });
});

describe("Court.openBounty", () => {
  it("is the sponsor's, for 5 % of the reward", async () => {
    const parts = await loadFixture(audited);
    const { subjects, payer, rival, stranger } = parts;
    const found = await parts.court.caseOf(1n);
    expect([found.kind, found.challenger, found.respondent, found.bond]).to.deep.equal([
      Kind.Bounty,
      payer.address,
      rival.address,
      REWARD / 20n,
    ]);
    await expect(as(parts.court, stranger).openBounty(5n, EVIDENCE, NO_PERMIT))
      .to.be.revertedWithCustomError(subjects, "CourtSubjectsNotSponsor")
      .withArgs(stranger.address);
  });

  it("tells the bounty whether the report is accepted", async () => {
    for (const [ruling, accepted] of [
      [UPHELD, false],
      [REJECTED, true],
    ] as const) {
      const parts = await loadFixture(audited);
      const { subjects, rival } = parts;
      await as(parts.court, rival).answer(1n, EVIDENCE, NO_PERMIT);
      await rule(parts, ruling);
      await afterDeadline(parts);
      await parts.court.execute(1n);
      expect([await subjects.rulings(), await subjects.accepted()]).to.deep.equal([1n, accepted]);
    }
  });

  it("says nothing of a report that nobody ruled on, which ends in its own time", async () => {
    const parts = await loadFixture(audited);
    const { ruleBy } = await parts.court.caseOf(1n);
    await time.increaseTo(ruleBy + 1n);
    await parts.court.execute(1n);
    expect(await parts.subjects.rulings()).to.equal(0n);
    expect(await parts.court.owedTo(parts.payer.address)).to.equal(REWARD / 20n);
  });

  it("ends when the bounty is gone", async () => {
    const parts = await loadFixture(audited);
    const { subjects } = parts;
    await as(parts.court, parts.rival).concede(1n);
    await subjects.setGone(true);
    await expect(parts.court.execute(1n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, false, 0n, REWARD / 20n, 0n, 0n, 0n);
    expect(await addressOf(subjects)).to.equal(await parts.court.BOUNTIES());
  });
});
