import { expect } from "chai";
import { zeroAddress } from "viem";
import { ROLES } from "../../../contracts/roles.ts";
import { as, ethers, networkHelpers } from "../helpers/chain.ts";
import { USDC } from "../helpers/market.ts";
import {
  earnCredit,
  PAID,
  reviewed,
  rewardFor,
  rewardOf,
  star,
  treasuryShareOf,
} from "../helpers/reputation.ts";

const { loadFixture } = networkHelpers;
const REWARD = rewardFor(treasuryShareOf(PAID));

describe("Reputation.collectReward", () => {
  it("pays out of the rewards' share, where the reviewer wants it", async () => {
    const { reputation, earnings, token, service, alice, stranger } = await loadFixture(reviewed);
    const pool: bigint = await earnings.rewardsAccrued();
    expect(pool).to.equal((PAID * 5n) / 1_000n);
    // No more than its own fees have paid for rewards.
    expect(REWARD <= pool).to.equal(true);
    const collecting = as(reputation, alice).collectReward(service.serviceId, stranger.address);
    await expect(collecting)
      .to.emit(reputation, "RewardCollected")
      .withArgs(alice.address, service.serviceId, stranger.address, REWARD, 0n);
    await expect(collecting)
      .to.emit(earnings, "RewardPaid")
      .withArgs(stranger.address, REWARD, pool - REWARD);
    await expect(collecting).to.changeTokenBalances(
      ethers,
      token,
      [stranger.signer, earnings],
      [REWARD, -REWARD],
    );
    expect(await earnings.rewardsAccrued()).to.equal(pool - REWARD);
  });

  it("pays what the pool has, and owes the rest", async () => {
    const parts = await loadFixture(reviewed);
    const { reputation, earnings, service, alice, bob } = parts;
    await reputation.setRewardRate(5_000n);
    await earnCredit(parts, bob, PAID);
    await star(parts, bob, 10n);
    const pool: bigint = await earnings.rewardsAccrued();
    const owed: bigint = await rewardOf(parts, bob);
    expect(owed > pool).to.equal(true);
    await as(reputation, bob).collectReward(service.serviceId, bob.address);
    expect(await rewardOf(parts, bob)).to.equal(owed - pool);
    await expect(as(reputation, alice).collectReward(service.serviceId, alice.address))
      .to.be.revertedWithCustomError(reputation, "ReputationNothingToCollect")
      .withArgs(service.serviceId, alice.address, REWARD, 0n);
    await earnCredit(parts, bob, 100n * PAID);
    await as(reputation, alice).collectReward(service.serviceId, alice.address);
    expect(await rewardOf(parts, alice)).to.equal(0n);
  });

  it("refuses the zero address, and who has nothing", async () => {
    const { reputation, earnings, service, alice, bob } = await loadFixture(reviewed);
    await expect(
      as(reputation, alice).collectReward(service.serviceId, zeroAddress),
    ).to.be.revertedWithCustomError(reputation, "ReputationZeroAddress");
    await expect(as(reputation, bob).collectReward(service.serviceId, bob.address))
      .to.be.revertedWithCustomError(reputation, "ReputationNothingToCollect")
      .withArgs(service.serviceId, bob.address, 0n, await earnings.rewardsAccrued());
  });
});

describe("Earnings.payReward", () => {
  it("is Reputation's alone", async () => {
    const { earnings, admin, alice } = await loadFixture(reviewed);
    for (const who of [admin, alice]) {
      await expect(as(earnings, who).payReward(alice.address, 1n))
        .to.be.revertedWithCustomError(earnings, "AccessManagedUnauthorized")
        .withArgs(who.address);
    }
  });

  it("reaches the rewards' share and nothing else of what lies there", async () => {
    const { earnings, authority, admin, alice } = await loadFixture(reviewed);
    await as(authority, admin).grantRole(ROLES.SCORER, alice.address, 0);
    const pool: bigint = await earnings.rewardsAccrued();
    await expect(as(earnings, alice).payReward(alice.address, pool + 1n))
      .to.be.revertedWithCustomError(earnings, "EarningsRewardsShort")
      .withArgs(pool, pool + 1n);
    await expect(as(earnings, alice).payReward(zeroAddress, 1n)).to.be.revertedWithCustomError(
      earnings,
      "EarningsZeroAddress",
    );
    const treasury: bigint = await earnings.treasuryAccrued();
    await as(earnings, alice).payReward(alice.address, pool);
    expect([await earnings.rewardsAccrued(), await earnings.treasuryAccrued()]).to.deep.equal([0n, treasury]);
    expect(treasury).to.equal(3n * USDC);
  });
});
