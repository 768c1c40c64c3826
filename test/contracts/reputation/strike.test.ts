import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import {
  earnCredit,
  meanOf,
  PAID,
  reviewed,
  rewardFor,
  rewardOf,
  scoreOf,
  star,
  treasuryShareOf,
} from "../helpers/reputation.ts";

const { loadFixture } = networkHelpers;
const SHARE = treasuryShareOf(PAID);

describe("Reputation.strike", () => {
  it("takes all weight from a review, and leaves its text and the others", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, court, alice, bob } = parts;
    await earnCredit(parts, bob, PAID);
    await star(parts, bob, 30n);
    await expect(as(reputation, court).strike(service.serviceId, alice.address, 1n))
      .to.emit(reputation, "FeedbackStruck")
      .withArgs(service.serviceId, alice.address, 1n, SHARE);
    expect(await scoreOf(parts)).to.deep.equal([meanOf([30n, SHARE]), SHARE, 1n]);
    const { weight, struck, revoked } = await reputation.reviewOf(service.serviceId, alice.address, 1n);
    expect([weight, struck, revoked]).to.deep.equal([0n, true, false]);
    expect([...(await reputation.readFeedback(service.serviceId, alice.address, 1n))]).to.deep.equal([
      80n,
      0n,
      "starred",
      "",
      false,
    ]);
  });

  it("gives the fee back to nobody: neither weighs nor rewards it again", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, court, alice } = parts;
    await as(reputation, court).strike(service.serviceId, alice.address, 1n);
    await star(parts, alice, 80n);
    expect(await reputation.weightOf(service.serviceId, alice.address, 2n)).to.equal(0n);
    expect(await rewardOf(parts, alice)).to.equal(rewardFor(SHARE));
  });

  it("ends a case about a review that is revoked or struck already", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, court, alice } = parts;
    await as(reputation, alice).revokeFeedback(service.serviceId, 1n);
    for (let i = 0; i < 2; ++i) {
      await expect(as(reputation, court).strike(service.serviceId, alice.address, 1n))
        .to.emit(reputation, "FeedbackStruck")
        .withArgs(service.serviceId, alice.address, 1n, 0n);
    }
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("is the Court's alone, and of a review that is there", async () => {
    const { reputation, service, court, publisher, admin, alice } = await loadFixture(reviewed);
    for (const who of [publisher, admin]) {
      await expect(as(reputation, who).strike(service.serviceId, alice.address, 1n))
        .to.be.revertedWithCustomError(reputation, "AccessManagedUnauthorized")
        .withArgs(who.address);
    }
    await expect(as(reputation, court).strike(service.serviceId, alice.address, 2n))
      .to.be.revertedWithCustomError(reputation, "ReputationUnknownFeedback")
      .withArgs(service.serviceId, alice.address, 2n, 1n);
  });
});
