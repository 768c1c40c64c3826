import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import { REPUTATION, USDC } from "../helpers/market.ts";
import {
  meanOf,
  PAID,
  reputed,
  reviewed,
  rewardFor,
  rewardOf,
  scoreOf,
  treasuryShareOf,
} from "../helpers/reputation.ts";

const { loadFixture } = networkHelpers;

describe("Reputation's parameters", () => {
  it("start where the deployment puts them", async () => {
    const { reputation } = await loadFixture(reputed);
    expect(await reputation.maxWeight()).to.equal(REPUTATION.maxWeight);
    expect(await reputation.rewardRate()).to.equal(REPUTATION.rewardRate);
    expect([...(await reputation.prior())]).to.deep.equal([REPUTATION.priorMean, REPUTATION.priorWeight]);
  });

  it("are governance's: nobody else sets them", async () => {
    const { reputation, publisher } = await loadFixture(reputed);
    const call = as(reputation, publisher);
    for (const attempt of [
      () => call.setMaxWeight(USDC),
      () => call.setPrior(50n, USDC),
      () => call.setRewardRate(0n),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(reputation, "AccessManagedUnauthorized")
        .withArgs(publisher.address);
    }
  });

  it("stay between their bounds", async () => {
    const { reputation } = await loadFixture(reputed);
    for (const weight of [USDC, 100_000n * USDC]) {
      await expect(reputation.setMaxWeight(weight)).to.emit(reputation, "MaxWeightSet").withArgs(weight);
    }
    for (const weight of [USDC - 1n, 100_000n * USDC + 1n]) {
      await expect(reputation.setMaxWeight(weight))
        .to.be.revertedWithCustomError(reputation, "ReputationMaxWeightOutOfBounds")
        .withArgs(weight, USDC, 100_000n * USDC);
    }
    for (const [mean, weight] of [
      [0n, USDC],
      [100n, 10_000n * USDC],
    ] as const) {
      await expect(reputation.setPrior(mean, weight)).to.emit(reputation, "PriorSet").withArgs(mean, weight);
    }
    for (const [mean, weight] of [
      [101n, USDC],
      [50n, USDC - 1n],
      [50n, 10_000n * USDC + 1n],
    ] as const) {
      await expect(reputation.setPrior(mean, weight))
        .to.be.revertedWithCustomError(reputation, "ReputationPriorOutOfBounds")
        .withArgs(mean, weight, USDC, 10_000n * USDC);
    }
    for (const bps of [0n, 5_000n]) {
      await expect(reputation.setRewardRate(bps)).to.emit(reputation, "RewardRateSet").withArgs(bps);
    }
    await expect(reputation.setRewardRate(5_001n))
      .to.be.revertedWithCustomError(reputation, "ReputationRewardRateOutOfBounds")
      .withArgs(5_001n, 5_000n);
  });

  it("move no weight that was given, and no reward that was granted", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, alice } = parts;
    const share = treasuryShareOf(PAID);
    await reputation.setMaxWeight(USDC);
    await reputation.setRewardRate(0n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf([80n, share]), share, 1n]);
    expect(await rewardOf(parts, alice)).to.equal(rewardFor(share));
    await reputation.setPrior(0n, 3n * USDC);
    expect((await scoreOf(parts))[0]).to.equal(4_000n);
  });
});
