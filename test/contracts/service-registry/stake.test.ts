import { expect } from "chai";
import { addressOf, as, DAY, deploy, ethers, networkHelpers, now } from "../helpers/chain.ts";
import { Class, permitFor, registry } from "../helpers/listing.ts";
import { NO_PERMIT, STAKE, USDC } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const THAW = 14n * DAY;

/** A listed service with half of its stake thawing. */
async function thawing() {
  const parts = await registry();
  const { services, publisher, service } = parts;
  await as(services, publisher).thawStake(service.serviceId, STAKE / 2n);
  return { ...parts, thawEnd: (await now()) + THAW };
}

describe("ServiceRegistry.stake", () => {
  it("adds to a service's stake, whoever pays", async () => {
    const parts = await loadFixture(registry);
    const { services, usdc, rival, service } = parts;
    const permit = await permitFor(parts, rival, await addressOf(services), 7n);
    const tx = as(services, rival).stake(service.serviceId, 7n, permit);
    await expect(tx)
      .to.emit(services, "Staked")
      .withArgs(service.serviceId, rival.address, 7n, STAKE + 7n);
    await expect(tx).to.changeTokenBalances(ethers, usdc, [rival.signer, services], [-7n, 7n]);
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([STAKE + 7n, 0n, 0n]);
  });

  it("refuses nothing, and a service that is not there", async () => {
    const { services, rival, service } = await loadFixture(registry);
    await expect(as(services, rival).stake(service.serviceId, 0n, NO_PERMIT)).to.be.revertedWithCustomError(
      services,
      "ServiceRegistryZeroAmount",
    );
    await expect(as(services, rival).stake(99n, 1n, NO_PERMIT))
      .to.be.revertedWithCustomError(services, "ERC721NonexistentToken")
      .withArgs(99n);
  });
});

describe("ServiceRegistry.thawStake", () => {
  it("starts the thaw of a part", async () => {
    const { services, publisher, service } = await loadFixture(registry);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(services, publisher).thawStake(service.serviceId, 3n))
      .to.emit(services, "StakeThawing")
      .withArgs(service.serviceId, 3n, at + THAW);
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([STAKE, 3n, at + THAW]);
  });

  it("restarts the clock of the whole sum: no second thaw rides on the first one's time", async () => {
    const { services, publisher, service, thawEnd } = await loadFixture(thawing);
    await time.setNextBlockTimestamp(thawEnd - 1n);
    await expect(as(services, publisher).thawStake(service.serviceId, 1n))
      .to.emit(services, "StakeThawing")
      .withArgs(service.serviceId, STAKE / 2n + 1n, thawEnd - 1n + THAW);
    await time.increaseTo(thawEnd);
    await expect(as(services, publisher).withdrawStake(service.serviceId, publisher.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryStillThawing")
      .withArgs(service.serviceId, thawEnd - 1n + THAW);
  });

  it("refuses more than what is not thawing yet, and nothing", async () => {
    const { services, publisher, service } = await loadFixture(thawing);
    await expect(as(services, publisher).thawStake(service.serviceId, STAKE / 2n + 1n))
      .to.be.revertedWithCustomError(services, "ServiceRegistryInsufficientStake")
      .withArgs(service.serviceId, STAKE / 2n, STAKE / 2n + 1n);
    await expect(as(services, publisher).thawStake(service.serviceId, 0n)).to.be.revertedWithCustomError(
      services,
      "ServiceRegistryZeroAmount",
    );
  });
});

describe("ServiceRegistry.cancelStakeThaw", () => {
  it("puts the stake back to work", async () => {
    const { services, publisher, service } = await loadFixture(thawing);
    await expect(as(services, publisher).cancelStakeThaw(service.serviceId))
      .to.emit(services, "StakeThawCancelled")
      .withArgs(service.serviceId, STAKE / 2n);
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([STAKE, 0n, 0n]);
    expect(await services.isListed(service.serviceId)).to.equal(true);
  });

  it("refuses when nothing thaws", async () => {
    const { services, publisher, service } = await loadFixture(registry);
    for (const call of [
      () => as(services, publisher).cancelStakeThaw(service.serviceId),
      () => as(services, publisher).withdrawStake(service.serviceId, publisher.address),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(services, "ServiceRegistryNothingThawing")
        .withArgs(service.serviceId);
    }
  });
});

describe("ServiceRegistry.withdrawStake", () => {
  it("pays what has thawed to whom the publisher says, once", async () => {
    const { services, usdc, publisher, stranger, service, thawEnd } = await loadFixture(thawing);
    const call = as(services, publisher);
    await time.setNextBlockTimestamp(thawEnd);
    const tx = call.withdrawStake(service.serviceId, stranger.address);
    await expect(tx)
      .to.emit(services, "StakeWithdrawn")
      .withArgs(service.serviceId, stranger.address, STAKE / 2n, STAKE / 2n);
    await expect(tx).to.changeTokenBalances(
      ethers,
      usdc,
      [stranger.signer, services],
      [STAKE / 2n, -(STAKE / 2n)],
    );
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([STAKE / 2n, 0n, 0n]);
    await expect(call.withdrawStake(service.serviceId, stranger.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNothingThawing")
      .withArgs(service.serviceId);
  });

  it("refuses a second before the thaw ends", async () => {
    const { services, publisher, service, thawEnd } = await loadFixture(thawing);
    await time.setNextBlockTimestamp(thawEnd - 1n);
    await expect(as(services, publisher).withdrawStake(service.serviceId, publisher.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryStillThawing")
      .withArgs(service.serviceId, thawEnd);
  });

  it("follows the service when it is sold: the buyer has the stake, the seller nothing", async () => {
    const { services, usdc, publisher, rival, service, thawEnd } = await loadFixture(thawing);
    await as(services, publisher).transferFrom(publisher.address, rival.address, service.serviceId);
    await time.increaseTo(thawEnd);
    await expect(as(services, publisher).withdrawStake(service.serviceId, publisher.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
      .withArgs(service.serviceId, publisher.address);
    await expect(as(services, rival).withdrawStake(service.serviceId, rival.address)).to.changeTokenBalance(
      ethers,
      usdc,
      rival.signer,
      STAKE / 2n,
    );
  });

  it("refuses who does not control the service, and so do thaw and cancel", async () => {
    const { services, stranger, service } = await loadFixture(thawing);
    const call = as(services, stranger);
    for (const attempt of [
      () => call.withdrawStake(service.serviceId, stranger.address),
      () => call.thawStake(service.serviceId, 1n),
      () => call.cancelStakeThaw(service.serviceId),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
        .withArgs(service.serviceId, stranger.address);
    }
  });
});

describe("ServiceRegistry.setMinStake", () => {
  it("is the governance's, and takes services below it off the market", async () => {
    const { services, admin, service } = await loadFixture(registry);
    await expect(as(services, admin).setMinStake(Class.SelfHosted, STAKE + 1n))
      .to.emit(services, "MinStakeSet")
      .withArgs(Class.SelfHosted, STAKE + 1n);
    expect(await services.minStake(Class.SelfHosted)).to.equal(STAKE + 1n);
    expect(await services.isListed(service.serviceId)).to.equal(false);
    expect(await services.minStake(Class.Hosted)).to.equal(25n * USDC);
  });

  it("refuses everybody else", async () => {
    const { services, publisher } = await loadFixture(registry);
    await expect(as(services, publisher).setMinStake(Class.SelfHosted, USDC))
      .to.be.revertedWithCustomError(services, "AccessManagedUnauthorized")
      .withArgs(publisher.address);
  });

  it("refuses amounts out of the constant bounds, the constructor's too", async () => {
    const { services, usdc, fees, gateways, authority, treasury, admin } = await loadFixture(registry);
    for (const amount of [USDC - 1n, 100_000n * USDC + 1n]) {
      const constructed = deploy("ServiceRegistry", [
        usdc,
        fees,
        gateways,
        authority,
        treasury,
        [USDC, amount, USDC],
      ]);
      await expect(constructed)
        .to.be.revertedWithCustomError(services, "ServiceRegistryMinStakeOutOfBounds")
        .withArgs(amount, USDC, 100_000n * USDC);
      await expect(as(services, admin).setMinStake(Class.Hosted, amount))
        .to.be.revertedWithCustomError(services, "ServiceRegistryMinStakeOutOfBounds")
        .withArgs(amount, USDC, 100_000n * USDC);
    }
    for (const amount of [USDC, 100_000n * USDC]) {
      await as(services, admin).setMinStake(Class.Hosted, amount);
      expect(await services.minStake(Class.Hosted)).to.equal(amount);
    }
  });
});
