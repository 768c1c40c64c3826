import { expect } from "chai";
import { as, DAY, deploy, ethers, networkHelpers, person } from "../helpers/chain.ts";
import { market, USDC, type Market } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;

/** Earnings with people in the places of the vault and of ChargeDisputes. $10 are earned and pending. */
async function earned() {
  const parts = await market();
  const { token, services, treasury, doors, authority, publisher, service } = parts;
  const [vault, court, prepaid] = [await person(10), await person(11), await person(12)];
  const earnings = await deploy<Market["earnings"]>("Earnings", [
    token,
    vault.address,
    prepaid.address,
    prepaid.address,
    services,
    treasury,
    doors,
    court.address,
    authority,
  ]);
  const { serviceId } = service;
  await token.mint(earnings, 10n * USDC);
  await as(earnings, vault).credit({
    claimId: 1n,
    gateway: parts.gateway.address,
    gatewayShare: 0n,
    treasuryShare: 0n,
    rewardsShare: 0n,
    services: [{ serviceId, amount: 10n * USDC }],
    integrators: [],
    hosts: [],
  });
  const freeze = (amount: bigint, disputeId = 1n) =>
    as(earnings, court).freeze(disputeId, publisher.address, serviceId, amount);
  return { ...parts, earnings, court, freeze };
}
type Earned = Awaited<ReturnType<typeof earned>>;

async function holdings({ earnings, publisher, service }: Earned) {
  return [
    await earnings.pendingOf(publisher.address, service.serviceId),
    await earnings.maturedOf(publisher.address, service.serviceId),
    (await earnings.freezeOf(1n)).amount,
  ];
}

describe("Earnings.freeze", () => {
  it("takes what it says from what is pending, and only that", async () => {
    const parts = await loadFixture(earned);
    await parts.freeze(3n * USDC);
    expect(await holdings(parts)).to.deep.equal([7n * USDC, 0n, 3n * USDC]);
  });

  it("takes from what has matured where nothing is pending, and never more than there is", async () => {
    const parts = await loadFixture(earned);
    await time.increase(5n * DAY);
    await parts.freeze(11n * USDC);
    expect(await holdings(parts)).to.deep.equal([0n, 0n, 10n * USDC]);
  });

  it("keeps frozen money from its payee, and no other money", async () => {
    const parts = await loadFixture(earned);
    const { earnings, token, publisher, service, freeze } = parts;
    await freeze(3n * USDC);
    await time.increase(5n * DAY);
    await expect(
      as(earnings, publisher).withdraw([service.serviceId], publisher.address),
    ).to.changeTokenBalance(ethers, token, publisher.signer, 7n * USDC);
  });

  it("is for ChargeDisputes alone, and so is paying it", async () => {
    const { earnings, publisher, payer, gateway, admin, service } = await loadFixture(earned);
    for (const attempt of [
      () => as(earnings, admin).freeze(1n, publisher.address, service.serviceId, USDC),
      () => as(earnings, admin).payFrozen(1n, 0n, payer.address, gateway.address),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(earnings, "EarningsNotChargeDisputes")
        .withArgs(admin.address);
    }
  });
});

describe("Earnings.release", () => {
  it("gives all back to its payee, at once when ChargeDisputes says so, and nothing twice", async () => {
    const parts = await loadFixture(earned);
    const { earnings, court, freeze } = parts;
    await freeze(3n * USDC);
    await as(earnings, court).release(1n);
    await as(earnings, court).release(1n);
    expect(await holdings(parts)).to.deep.equal([7n * USDC, 3n * USDC, 0n]);
  });

  it("is anyone's after 21 days: a freeze lapses by itself", async () => {
    const parts = await loadFixture(earned);
    const { earnings, stranger, freeze } = parts;
    await freeze(3n * USDC);
    const { until } = await earnings.freezeOf(1n);
    await time.setNextBlockTimestamp(until - 1n);
    await expect(as(earnings, stranger).release(1n))
      .to.be.revertedWithCustomError(earnings, "EarningsStillFrozen")
      .withArgs(1n, until);
    await time.setNextBlockTimestamp(until);
    await as(earnings, stranger).release(1n);
    expect(await holdings(parts)).to.deep.equal([0n, 10n * USDC, 0n]);
  });
});

describe("Earnings.payFrozen", () => {
  it("pays no more than was frozen", async () => {
    const { earnings, court, payer, gateway, freeze } = await loadFixture(earned);
    await freeze(3n * USDC);
    await expect(as(earnings, court).payFrozen(1n, 3n * USDC + 1n, payer.address, gateway.address))
      .to.be.revertedWithCustomError(earnings, "EarningsNotFrozen")
      .withArgs(1n, 3n * USDC, 3n * USDC + 1n);
  });
});
