import { expect } from "chai";
import { addressOf, as, DAY, deploy, ethers, networkHelpers, now } from "./helpers/chain.ts";
import { market } from "./helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const [SELF_HOSTED, HOSTED, MANAGED] = [0, 1, 2];

describe("FeeSchedule", () => {
  it("starts with version 1 of each class, in force at once", async () => {
    const { fees } = await loadFixture(market);
    for (const [class_, feeBps] of [
      [SELF_HOSTED, 500n],
      [HOSTED, 2_000n],
      [MANAGED, 3_000n],
    ]) {
      expect(await fees.currentVersion(class_)).to.equal(1n);
      expect(await fees.latestVersion(class_)).to.equal(1n);
      const first = await fees.feesOf(class_, 1);
      expect(first.slice(0, 5)).to.deep.equal([feeBps, 500n, 3_000n, 1_000n, 1_000n]);
      expect(first.effectiveAt).to.be.lessThanOrEqual(await now());
    }
  });

  it("brings a new version into force after seven days, for its class alone", async () => {
    const { fees, admin } = await loadFixture(market);
    const publishedAt = (await now()) + 10n;
    await time.setNextBlockTimestamp(publishedAt);
    await expect(as(fees, admin).publishFees(HOSTED, 1_500, 4_000, 500, 0))
      .to.emit(fees, "FeesPublished")
      .withArgs(HOSTED, 2n, 1_500n, 500n, 4_000n, 500n, 0n, publishedAt + 7n * DAY);
    expect(await fees.latestVersion(HOSTED)).to.equal(2n);
    await time.increaseTo(publishedAt + 7n * DAY - 1n);
    expect(await fees.currentVersion(HOSTED)).to.equal(1n);
    await time.increaseTo(publishedAt + 7n * DAY);
    expect(await fees.currentVersion(HOSTED)).to.equal(2n);
    expect(await fees.currentVersion(SELF_HOSTED)).to.equal(1n);
  });

  it("quotes the newest of several versions whose day has come", async () => {
    const { fees, admin } = await loadFixture(market);
    for (const feeBps of [100, 200, 300]) {
      await as(fees, admin).publishFees(MANAGED, feeBps, 3_000, 1_000, 1_000);
      await time.increase(2n * DAY);
    }
    // Published 6, 4 and 2 days ago.
    expect(await fees.currentVersion(MANAGED)).to.equal(1n);
    await time.increase(DAY);
    expect(await fees.currentVersion(MANAGED)).to.equal(2n);
    await time.increase(5n * DAY);
    expect(await fees.currentVersion(MANAGED)).to.equal(4n);
  });

  it("never changes a version that was published", async () => {
    const { fees, admin } = await loadFixture(market);
    const first = await fees.feesOf(SELF_HOSTED, 1);
    await as(fees, admin).publishFees(SELF_HOSTED, 3_000, 6_000, 3_000, 1_000);
    await time.increase(8n * DAY);
    expect(await fees.feesOf(SELF_HOSTED, 1)).to.deep.equal(first);
  });

  it("shares of a hosted fee the self-hosted one of the day when it comes into force, and keeps to that", async () => {
    const { fees, admin } = await loadFixture(market);
    const publish = (class_: number, feeBps: number) =>
      as(fees, admin).publishFees(class_, feeBps, 3_000, 1_000, 1_000);
    const baseOf = async (class_: number) =>
      (await fees.feesOf(class_, await fees.latestVersion(class_))).baseFeeBps;
    // Not in force yet, but before the hosted one is.
    await publish(SELF_HOSTED, 700);
    await publish(HOSTED, 2_000);
    expect(await baseOf(HOSTED)).to.equal(700n);
    expect(await baseOf(MANAGED)).to.equal(500n);
    await publish(SELF_HOSTED, 100);
    await time.increase(8n * DAY);
    expect(await baseOf(HOSTED)).to.equal(700n);
    expect(await baseOf(SELF_HOSTED)).to.equal(100n);
  });

  it("shares the whole of a hosted fee that is below the self-hosted one", async () => {
    const { fees, admin } = await loadFixture(market);
    await as(fees, admin).publishFees(MANAGED, 200, 3_000, 1_000, 1_000);
    expect((await fees.feesOf(MANAGED, 2)).baseFeeBps).to.equal(200n);
  });

  it("refuses to name a version nobody published", async () => {
    const { fees } = await loadFixture(market);
    for (const version of [0, 2]) {
      await expect(fees.feesOf(HOSTED, version))
        .to.be.revertedWithCustomError(fees, "FeeScheduleUnknownVersion")
        .withArgs(HOSTED, version, 1n);
    }
  });

  it("stops at its bounds", async () => {
    const { fees, admin } = await loadFixture(market);
    const publish = (...numbers: number[]) => as(fees, admin).publishFees(SELF_HOSTED, ...numbers);
    await expect(publish(3_001, 3_000, 1_000, 1_000))
      .to.be.revertedWithCustomError(fees, "FeeScheduleFeeTooHigh")
      .withArgs(3_001n, 3_000n);
    for (const gatewayBps of [999, 6_001]) {
      await expect(publish(500, gatewayBps, 1_000, 1_000))
        .to.be.revertedWithCustomError(fees, "FeeScheduleGatewayShareOutOfBounds")
        .withArgs(gatewayBps, 1_000n, 6_000n);
    }
    await expect(publish(500, 3_000, 3_001, 1_000))
      .to.be.revertedWithCustomError(fees, "FeeScheduleIntegratorShareTooHigh")
      .withArgs(3_001n, 3_000n);
    await expect(publish(500, 6_000, 3_000, 1_001))
      .to.be.revertedWithCustomError(fees, "FeeScheduleSharesExceedFee")
      .withArgs(10_001n, 10_000n);
    await publish(3_000, 6_000, 3_000, 1_000);
    await publish(0, 1_000, 0, 0);
  });

  it("keeps its first versions to the same bounds", async () => {
    const { authority, fees } = await loadFixture(market);
    const factory = await ethers.getContractFactory("FeeSchedule");
    await expect(factory.deploy([500, 3_001, 3_000], 3_000, 1_000, 1_000, await addressOf(authority)))
      .to.be.revertedWithCustomError(fees, "FeeScheduleFeeTooHigh")
      .withArgs(3_001n, 3_000n);
    await deploy("FeeSchedule", [[0, 3_000, 3_000], 1_000, 0, 0, authority]);
  });

  it("is for governance alone", async () => {
    const { fees, publisher } = await loadFixture(market);
    await expect(as(fees, publisher).publishFees(SELF_HOSTED, 0, 1_000, 0, 0))
      .to.be.revertedWithCustomError(fees, "AccessManagedUnauthorized")
      .withArgs(publisher.address);
  });
});
