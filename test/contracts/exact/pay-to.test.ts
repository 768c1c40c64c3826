import { expect } from "chai";
import { keccak256, toHex } from "viem";
import { as, DAY, deploy, ethers, networkHelpers, type Callable } from "../helpers/chain.ts";
import { payToAt, payToOf } from "../helpers/exact.ts";
import { deployMarket, market, USDC, type Market } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;

/** An x402 client that knows nothing of us has paid $1 to the address in the offer; nothing is deployed there. */
async function paid() {
  return payIn(await market());
}
async function paidInSkimmingToken() {
  return payIn(await deployMarket("SkimmingToken"));
}

async function payIn(parts: Market) {
  const { token, payer, service } = parts;
  const payTo = await payToOf(parts, service);
  await as(token, payer).getFunction("transfer")(payTo, USDC);
  return { ...parts, payTo };
}

function open({ doors, service }: Market) {
  return doors.openPayTo(service.serviceId, service.termsId, service.feeVersion);
}

describe("PayTo.sweep", () => {
  it("passes on what was paid before it was deployed, split by its terms, whoever calls", async () => {
    const parts = await loadFixture(paid);
    const { earnings, token, publisher, service, stranger, payTo } = parts;
    await open(parts);
    const sweeper = as(await payToAt(payTo), stranger);
    const tx = sweeper.sweep();
    await expect(tx).to.emit(sweeper, "Swept").withArgs(service.serviceId, service.termsHash, USDC, 50_000n);
    await expect(tx).to.emit(earnings, "SweepCredited");
    await expect(tx).to.changeTokenBalances(ethers, token, [payTo, earnings], [-USDC, USDC]);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(950_000n);
    // Nobody knows gateway and integrator: of the fee, 10 % are for rewards, the rest is the treasury's.
    expect(await earnings.rewardsAccrued()).to.equal(5_000n);
    expect(await earnings.treasuryAccrued()).to.equal(45_000n);
  });

  it("holds swept earnings like any others", async () => {
    const parts = await loadFixture(paid);
    const { earnings, publisher, service, payTo } = parts;
    await open(parts);
    await (await payToAt(payTo)).sweep();
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(0n);
    await time.increase(4n * DAY);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(950_000n);
  });

  it("keeps its split when governance and the publisher have moved on, for a service that is withdrawn", async () => {
    const parts = await loadFixture(paid);
    const { earnings, fees, services, admin, publisher, service, payTo } = parts;
    await as(fees, admin).publishFees(0, 3_000, 3_000, 1_000, 1_000);
    await as(services, publisher).setStatus(service.serviceId, 0);
    await as(services, publisher).thawStake(service.serviceId, 100n * USDC);
    await time.increase(14n * DAY);
    await as(services, publisher).withdrawStake(service.serviceId, publisher.address);
    await open(parts);
    await (await payToAt(payTo)).sweep();
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(950_000n);
  });

  it("is harmless when somebody sweeps first, and refuses when there is nothing", async () => {
    const parts = await loadFixture(paid);
    const { token, payer, payTo } = parts;
    await open(parts);
    const sweeper = await payToAt(payTo);
    await as(sweeper, parts.stranger).sweep();
    await expect(sweeper.sweep()).to.be.revertedWithCustomError(sweeper, "PayToEmpty").withArgs(payTo);
    await as(token, payer).getFunction("transfer")(payTo, 2n * USDC);
    await sweeper.sweep();
    expect(await token.balanceOf(payTo)).to.equal(0n);
  });

  it("refuses a token that keeps a part: Earnings never owes more than it holds", async () => {
    const parts = await loadFixture(paidInSkimmingToken);
    await open(parts);
    const sweeper = await payToAt(parts.payTo);
    const held = USDC - USDC / 100n;
    await expect(sweeper.sweep())
      .to.be.revertedWithCustomError(sweeper, "PayToTransferShort")
      .withArgs(held - held / 100n, held);
  });

  it("tells its terms, and refuses terms that were never published", async () => {
    const parts = await loadFixture(paid);
    const { doors, services, token, payer, service, payTo } = parts;
    await open(parts);
    expect([...(await (await payToAt(payTo)).terms())]).to.deep.equal([
      service.serviceId,
      service.termsId,
      BigInt(service.feeVersion),
    ]);
    const termsId = keccak256(toHex("never published"));
    await doors.openPayTo(service.serviceId, termsId, 1);
    const unknown = await payToAt(await doors.payToOf(service.serviceId, termsId, 1));
    await as(token, payer).getFunction("transfer")(unknown, USDC);
    await expect(unknown.sweep())
      .to.be.revertedWithCustomError(services, "ServiceRegistryUnknownTerms")
      .withArgs(service.serviceId, termsId);
  });
});

describe("Earnings.creditSweep", () => {
  it("is for the PayTo of those terms alone: nobody else can make earnings from nothing", async () => {
    const parts = await loadFixture(paid);
    const { earnings, publisher, service, other, payTo } = parts;
    const args = [service.serviceId, service.termsId, service.feeVersion, USDC, 0n, 0n, 0n] as const;
    const impostor = await deploy<Callable<"terms">>("ImpostorPayTo", args.slice(0, 3));
    for (const who of [publisher.address, await impostor.getAddress()]) {
      await networkHelpers.impersonateAccount(who);
      await networkHelpers.setBalance(who, 10n ** 18n);
      const caller = await ethers.getSigner(who);
      await expect((earnings.connect(caller) as typeof earnings).creditSweep(...args))
        .to.be.revertedWithCustomError(earnings, "EarningsNotPayTo")
        .withArgs(who);
    }
    // Not even a true PayTo for another service.
    await open(parts);
    await networkHelpers.impersonateAccount(payTo);
    await networkHelpers.setBalance(payTo, 10n ** 18n);
    const caller = await ethers.getSigner(payTo);
    await expect((earnings.connect(caller) as typeof earnings).creditSweep(other.serviceId, ...args.slice(1)))
      .to.be.revertedWithCustomError(earnings, "EarningsNotPayTo")
      .withArgs(payTo);
  });
});
