import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import { DENOMINATION } from "../helpers/market.ts";
import { earnCredit, scoreOf } from "../helpers/reputation.ts";
import {
  EPOCH,
  give,
  join,
  MIN_SET,
  proved,
  QUIET,
  reviewable,
  reviewers,
  SPENT,
} from "../helpers/reviewers.ts";

const { loadFixture, time } = networkHelpers;

describe("what attacks on anonymous reviews cost", function () {
  this.timeout(120_000);

  it("seven own accounts around one victim cost seven denominations, which stay the treasury's", async () => {
    const parts = await loadFixture(reviewers);
    const { reputation, earnings, serviceId, crowd } = parts;
    const [victim, ...own] = crowd.slice(0, MIN_SET);
    const paid = await earnings.treasuryAccrued();
    await join(parts, victim!);
    for (const account of own) await join(parts, account);
    let left = 0n;
    for (const { address } of own) left += (await reputation.clientOf(serviceId, address)).credit;
    expect(own).to.have.length(7);
    expect(left).to.equal(7n * (120_000n - DENOMINATION));
    // Nothing of it can be had back: neither by leaving the group nor by a refund of the publisher.
    expect(await earnings.treasuryAccrued()).to.equal(paid);
    expect(paid).to.be.greaterThanOrEqual(7n * DENOMINATION);
  });

  it("one account that wants two voices in a group has to be two accounts that have paid", async () => {
    const parts = await loadFixture(reviewable);
    const { reputation, crowd } = parts;
    const twice = crowd[0]!;
    await earnCredit(parts, twice, 100n * SPENT);
    const before = await scoreOf(parts);
    await give(parts, await proved(parts, twice));
    const [, weight] = await scoreOf(parts);
    expect(weight - before[1]).to.equal(DENOMINATION);
    // What he has paid beyond it he can say in the open, or in the next group.
    expect((await reputation.clientOf(parts.serviceId, twice.address)).credit).to.equal(
      100n * 120_000n + 120_000n - DENOMINATION,
    );
  });

  it("a copied commitment costs the thief a denomination and the victim another try", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, reputation, serviceId, epoch, crowd } = parts;
    const [victim, thief] = crowd;
    // Seen on its way, and sent first.
    await as(anonymous, thief!).joinReviewers(serviceId, epoch, victim!.identity.commitment, []);
    await expect(join(parts, victim!))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsCommitmentTaken")
      .withArgs(serviceId, epoch, victim!.identity.commitment);
    expect((await reputation.clientOf(serviceId, thief!.address)).credit).to.equal(120_000n - DENOMINATION);
    expect((await reputation.clientOf(serviceId, victim!.address)).credit).to.equal(120_000n);
    await as(anonymous, victim!).joinReviewers(serviceId, epoch, crowd[8]!.identity.commitment, []);
  });

  it("credit is spent once, in the open or here", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, reputation, serviceId, epoch, crowd } = parts;
    const [open] = crowd;
    const words = [serviceId, 10n, 0, "starred", "", "", "", `0x${"00".repeat(32)}`] as const;
    await as(reputation, open!).giveFeedback(...words);
    await expect(join(parts, open!))
      .to.be.revertedWithCustomError(reputation, "ReputationInsufficientCredit")
      .withArgs(serviceId, open!.address, 0n, DENOMINATION);
    expect(await anonymous.openEpoch(serviceId)).to.equal(epoch);
  });

  it("all eight reviews together weigh no more than the fees of those eight", async () => {
    const parts = await loadFixture(reviewable);
    const { earnings, crowd } = parts;
    for (const who of crowd.slice(0, 3)) await give(parts, await proved(parts, who));
    const [, weight, count] = await scoreOf(parts);
    expect([weight, count]).to.deep.equal([3n * DENOMINATION, 3n]);
    expect(await earnings.treasuryAccrued()).to.be.greaterThanOrEqual(weight);
  });

  it("a last-minute joiner waits a day like everybody, and is not known by being first", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, serviceId, epoch, crowd } = parts;
    for (const who of crowd.slice(0, MIN_SET - 1)) await join(parts, who);
    const closesAt = (epoch + 1n) * EPOCH;
    await time.setNextBlockTimestamp(closesAt - 1n);
    await join(parts, crowd[7]!);
    const review = await proved(parts, crowd[7]!);
    await time.setNextBlockTimestamp(closesAt);
    await expect(give(parts, review))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsTooEarly")
      .withArgs(closesAt, closesAt + QUIET);
    expect((await anonymous.groupOf(serviceId, epoch)).closesAt).to.equal(closesAt);
  });
});
