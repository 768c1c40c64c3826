import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import { earnCredit, PAID, reviewed, scoreOf } from "../helpers/reputation.ts";

const { loadFixture } = networkHelpers;

/** Bob and Carol have paid for the service as well. */
async function votable() {
  const parts = await reviewed();
  for (const who of [parts.bob, parts.carol]) await earnCredit(parts, who, PAID);
  return parts;
}

describe("Reputation.markHelpful", () => {
  it("counts one vote each of those who have paid, and moves no score", async () => {
    const parts = await loadFixture(votable);
    const { reputation, service, alice, bob, carol } = parts;
    const before = await scoreOf(parts);
    await as(reputation, bob).markHelpful(service.serviceId, alice.address, 1n, true);
    await expect(as(reputation, carol).markHelpful(service.serviceId, alice.address, 1n, false))
      .to.emit(reputation, "HelpfulMarked")
      .withArgs(service.serviceId, alice.address, 1n, carol.address, false, 1n, 1n);
    expect([...(await reputation.helpfulOf(service.serviceId, alice.address, 1n))]).to.deep.equal([1n, 1n]);
    expect(await scoreOf(parts)).to.deep.equal(before);
  });

  it("lets a voter change his mind, and not say the same twice", async () => {
    const { reputation, service, alice, bob } = await loadFixture(votable);
    const mark = (helpful: boolean) =>
      as(reputation, bob).markHelpful(service.serviceId, alice.address, 1n, helpful);
    for (const helpful of [true, false, true]) {
      await expect(mark(helpful))
        .to.emit(reputation, "HelpfulMarked")
        .withArgs(
          service.serviceId,
          alice.address,
          1n,
          bob.address,
          helpful,
          helpful ? 1n : 0n,
          helpful ? 0n : 1n,
        );
      await expect(mark(helpful))
        .to.be.revertedWithCustomError(reputation, "ReputationMarkedAlready")
        .withArgs(bob.address, helpful);
    }
  });

  it("refuses who never paid, the author, the publisher, and a review that is not there", async () => {
    const { reputation, service, alice, bob, publisher, stranger } = await loadFixture(votable);
    const mark = (who: typeof alice, index = 1n) =>
      as(reputation, who).markHelpful(service.serviceId, alice.address, index, true);
    await expect(mark(stranger))
      .to.be.revertedWithCustomError(reputation, "ReputationNeverPaid")
      .withArgs(service.serviceId, stranger.address);
    await expect(mark(alice))
      .to.be.revertedWithCustomError(reputation, "ReputationOwnFeedback")
      .withArgs(service.serviceId, alice.address, 1n);
    await expect(mark(publisher))
      .to.be.revertedWithCustomError(reputation, "ReputationSelfFeedback")
      .withArgs(service.serviceId, publisher.address);
    await expect(mark(bob, 2n))
      .to.be.revertedWithCustomError(reputation, "ReputationUnknownFeedback")
      .withArgs(service.serviceId, alice.address, 2n, 1n);
  });
});
