import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import { REPUTATION, USDC } from "../helpers/market.ts";
import {
  earnCredit,
  meanOf,
  PAID,
  PERIOD,
  reputed,
  reviewed,
  scoreOf,
  star,
  treasuryShareOf,
} from "../helpers/reputation.ts";

const { loadFixture, time } = networkHelpers;
const SHARE = treasuryShareOf(PAID);

describe("Reputation.scoreOf", () => {
  it("is the prior's for a service that nobody has reviewed", async () => {
    const parts = await loadFixture(reputed);
    expect(await scoreOf(parts)).to.deep.equal([REPUTATION.priorMean * 100n, 0n, 0n]);
  });

  it("draws few reviews to the prior, and lets many speak", async () => {
    const parts = await loadFixture(reputed);
    await earnCredit(parts, parts.alice, 10n * USDC);
    await star(parts, parts.alice, 100n);
    const small = treasuryShareOf(10n * USDC);
    expect((await scoreOf(parts))[0]).to.equal(meanOf([100n, small]));
    await earnCredit(parts, parts.bob, 4_000n * USDC);
    await parts.reputation.setMaxWeight(1_000n * USDC);
    await star(parts, parts.bob, 100n);
    const [mean] = await scoreOf(parts);
    expect(mean).to.equal(meanOf([100n, small], [100n, treasuryShareOf(4_000n * USDC)]));
    expect(mean > 9_600n).to.equal(true);
  });

  it("halves a weight in 90 days, a third of the way each 30, and forgets it after 24 periods", async () => {
    const parts = await loadFixture(reviewed);
    const weights: bigint[] = [];
    for (let age = 0; age <= 24; ++age) {
      weights.push((await scoreOf(parts))[1]);
      await time.increase(PERIOD);
    }
    expect(weights.slice(0, 4)).to.deep.equal([SHARE, 2_381_101n, 1_889_881n, SHARE / 2n]);
    for (let age = 3; age < 24; ++age) {
      const half = weights[age - 3]! / 2n;
      expect(weights[age]! - half <= 1n && half - weights[age]! <= 1n, `at the age of ${age}`).to.equal(true);
    }
    expect(weights[24]).to.equal(0n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("moves to what is said now, when what was said before was more", async () => {
    const parts = await loadFixture(reviewed);
    const [before] = await scoreOf(parts);
    await time.increase(6n * PERIOD);
    await earnCredit(parts, parts.bob, PAID / 2n);
    await star(parts, parts.bob, 20n);
    const [after, weight] = await scoreOf(parts);
    expect(weight).to.equal(SHARE / 4n + SHARE / 2n);
    expect(after).to.equal(meanOf([80n, SHARE / 4n], [20n, SHARE / 2n]));
    expect(after < before).to.equal(true);
  });

  it("begins anew with a new owner, and is the old one's no more when he buys it back", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, services, service, publisher, bob, carol, alice } = parts;
    await as(services, publisher).transferFrom(publisher.address, bob.address, service.serviceId);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
    await earnCredit(parts, carol, PAID);
    await star(parts, carol, 10n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf([10n, SHARE]), SHARE, 1n]);
    // What was said of the first owner can still be taken back, and takes nothing from the second.
    await as(reputation, alice).revokeFeedback(service.serviceId, 1n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf([10n, SHARE]), SHARE, 1n]);
    await as(services, bob).transferFrom(bob.address, publisher.address, service.serviceId);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("keeps services apart", async () => {
    const parts = await loadFixture(reviewed);
    expect(await scoreOf(parts, parts.other)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("costs the same however many reviews there are", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, service, bob } = parts;
    const before = await reputation.scoreOf.estimateGas(service.serviceId);
    for (let i = 0; i < 5; ++i) {
      await earnCredit(parts, bob, USDC);
      await star(parts, bob, 60n);
    }
    expect(await reputation.scoreOf.estimateGas(service.serviceId)).to.equal(before);
  });
});
