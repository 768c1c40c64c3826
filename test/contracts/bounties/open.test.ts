import { expect } from "chai";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../helpers/chain.ts";
import {
  booksOf,
  BOND,
  called,
  offered,
  open,
  REWARD,
  State,
  submitted,
  termsOf,
} from "../helpers/bounty.ts";
import { permitFor } from "../helpers/listing.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const MOST_REWARD = 1_000_000n * USDC;
const ZERO = "0x0000000000000000000000000000000000000000";

describe("AuditBounties.open", () => {
  it("sets the sponsor's reward aside for a report on one version", async () => {
    const parts = await loadFixture(called);
    const { bounties, token, sponsor, service } = parts;
    const terms = await termsOf(parts);
    const opening = as(bounties, sponsor).open(terms, NO_PERMIT);
    await expect(opening)
      .to.emit(bounties, "BountyOpened")
      .withArgs(1n, sponsor.address, service.serviceId, Object.values(terms));
    await expect(opening).to.changeTokenBalances(
      ethers,
      token,
      [sponsor.signer, bounties],
      [-REWARD, REWARD],
    );
    const bounty = await bounties.bountyOf(1n);
    expect([bounty.sponsor, bounty.reward, bounty.bond, bounty.named, bounty.state]).to.deep.equal([
      sponsor.address,
      REWARD,
      BOND,
      ZERO,
      State.Open,
    ]);
    expect([bounty.serviceId, bounty.version, bounty.submitBy, bounty.auditor]).to.deep.equal([
      service.serviceId,
      1n,
      terms.submitBy,
      ZERO,
    ]);
    expect(await booksOf(parts)).to.deep.equal({ held: REWARD, owed: REWARD });
  });

  it("takes the reward by permit", async () => {
    const parts = await loadFixture(called);
    const { bounties, token, sponsor } = parts;
    await as(token, sponsor).approve(bounties, 0n);
    const permit = await permitFor(parts, sponsor, await addressOf(bounties), REWARD);
    await as(bounties, sponsor).open(await termsOf(parts), permit);
    expect(await token.balanceOf(bounties)).to.equal(REWARD);
  });

  it("refuses a version that there is not", async () => {
    const parts = await loadFixture(called);
    const { bounties, service } = parts;
    for (const version of [0, 2]) {
      await expect(open(parts, { version }))
        .to.be.revertedWithCustomError(bounties, "AuditBountiesUnknownVersion")
        .withArgs(service.serviceId, version, 1n);
    }
    await expect(open(parts, { serviceId: 99n }))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesUnknownVersion")
      .withArgs(99n, 1n, 0n);
  });

  it("refuses a reward of less than ten dollars, or of more than a million", async () => {
    const parts = await loadFixture(called);
    for (const reward of [10n * USDC - 1n, MOST_REWARD + 1n]) {
      await expect(open(parts, { reward }))
        .to.be.revertedWithCustomError(parts.bounties, "AuditBountiesRewardOutOfBounds")
        .withArgs(reward, 10n * USDC, MOST_REWARD);
    }
    await open(parts, { reward: 10n * USDC, bond: 10n * USDC });
  });

  it("refuses a bond of less than a dollar, or of more than the reward", async () => {
    const parts = await loadFixture(called);
    for (const bond of [USDC - 1n, REWARD + 1n]) {
      await expect(open(parts, { bond }))
        .to.be.revertedWithCustomError(parts.bounties, "AuditBountiesBondOutOfBounds")
        .withArgs(bond, USDC, REWARD);
    }
  });

  it("refuses a deadline of less than a day ahead, or of more than 366", async () => {
    const parts = await loadFixture(called);
    const { bounties, sponsor } = parts;
    const terms = await termsOf(parts);
    for (const [i, ahead] of [DAY - 1n, 366n * DAY + 1n].entries()) {
      const at = (await now()) + 5n + BigInt(i);
      await time.setNextBlockTimestamp(at);
      await expect(as(bounties, sponsor).open({ ...terms, submitBy: at + ahead }, NO_PERMIT))
        .to.be.revertedWithCustomError(bounties, "AuditBountiesDeadlineOutOfBounds")
        .withArgs(at + ahead, at + DAY, at + 366n * DAY);
    }
  });
});

describe("AuditBounties.cancel", () => {
  it("gives the reward back to the sponsor who has no report yet", async () => {
    const parts = await loadFixture(offered);
    const { bounties, sponsor } = parts;
    await expect(as(bounties, sponsor).cancel(1n))
      .to.emit(bounties, "BountyRefunded")
      .withArgs(1n, sponsor.address, ZERO, REWARD, 0n);
    expect(await bounties.owedTo(sponsor.address)).to.equal(REWARD);
    expect((await bounties.bountyOf(1n)).state).to.equal(State.Refunded);
    expect(await booksOf(parts)).to.deep.equal({ held: REWARD, owed: REWARD });
  });

  it("is the sponsor's alone until the time for a report is over, and then anybody's, for him", async () => {
    const parts = await loadFixture(offered);
    const { bounties, sponsor, stranger } = parts;
    const { submitBy } = await bounties.bountyOf(1n);
    await time.setNextBlockTimestamp(submitBy);
    await expect(as(bounties, stranger).cancel(1n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesNotSponsor")
      .withArgs(sponsor.address, stranger.address);
    await time.setNextBlockTimestamp(submitBy + 1n);
    await as(bounties, stranger).cancel(1n);
    expect(await bounties.owedTo(sponsor.address)).to.equal(REWARD);
  });

  it("refuses once a report is there, or when it is over, or was never opened", async () => {
    const { bounties, sponsor } = await loadFixture(submitted);
    await expect(as(bounties, sponsor).cancel(1n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesState")
      .withArgs(1n, State.Submitted);
    await as(bounties, sponsor).accept(1n);
    await expect(as(bounties, sponsor).cancel(1n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesState")
      .withArgs(1n, State.Accepted);
    await expect(as(bounties, sponsor).cancel(2n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesState")
      .withArgs(2n, State.None);
  });
});
