import { expect } from "chai";
import { as, DAY, networkHelpers } from "../helpers/chain.ts";
import {
  earnCredit,
  meanOf,
  PAID,
  PERIOD,
  reviewed,
  rewardFor,
  rewardOf,
  scoreOf,
  star,
  treasuryShareOf,
} from "../helpers/reputation.ts";

const { loadFixture, time } = networkHelpers;
const SHARE = treasuryShareOf(PAID);

describe("Reputation.revokeFeedback", () => {
  it("takes exactly its own out of the score, in the period in which it was given", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, alice, bob } = parts;
    await earnCredit(parts, bob, PAID);
    await star(parts, bob, 30n);
    await time.increase(PERIOD);
    await expect(as(reputation, alice).revokeFeedback(service.serviceId, 1n))
      .to.emit(reputation, "FeedbackRevoked")
      .withArgs(service.serviceId, alice.address, 1n);
    const [, weight, count] = await scoreOf(parts);
    expect(count).to.equal(1n);
    await as(reputation, bob).revokeFeedback(service.serviceId, 1n);
    expect(weight > 0n).to.equal(true);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("leaves the text to be read, as revoked", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, alice } = parts;
    await as(reputation, alice).revokeFeedback(service.serviceId, 1n);
    expect([...(await reputation.readFeedback(service.serviceId, alice.address, 1n))]).to.deep.equal([
      80n,
      0n,
      "starred",
      "",
      true,
    ]);
    expect(await reputation.weightOf(service.serviceId, alice.address, 1n)).to.equal(0n);
  });

  it("makes no old fee new: what it weighed is spent, and rewarded no second time", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, alice } = parts;
    await as(reputation, alice).revokeFeedback(service.serviceId, 1n);
    await time.increase(90n * DAY);
    await star(parts, alice, 80n);
    expect(await reputation.weightOf(service.serviceId, alice.address, 2n)).to.equal(0n);
    expect(await rewardOf(parts, alice)).to.equal(rewardFor(SHARE));
  });

  it("refuses what is revoked, and what he never said", async () => {
    const { reputation, service, alice, bob } = await loadFixture(reviewed);
    await as(reputation, alice).revokeFeedback(service.serviceId, 1n);
    await expect(as(reputation, alice).revokeFeedback(service.serviceId, 1n))
      .to.be.revertedWithCustomError(reputation, "ReputationRevokedAlready")
      .withArgs(service.serviceId, alice.address, 1n);
    for (const [who, index, last] of [
      [alice, 0n, 1n],
      [alice, 2n, 1n],
      [bob, 1n, 0n],
    ] as const) {
      await expect(as(reputation, who).revokeFeedback(service.serviceId, index))
        .to.be.revertedWithCustomError(reputation, "ReputationUnknownFeedback")
        .withArgs(service.serviceId, who.address, index, last);
    }
  });
});
