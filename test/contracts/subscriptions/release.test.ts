import { expect } from "chai";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { Class, hostConsent, TERMS } from "../helpers/listing.ts";
import { USDC } from "../helpers/market.ts";
import {
  agree,
  at,
  bundleServices,
  makePlan,
  MONTH,
  NO_ALLOWANCE,
  planned,
  PRICE,
  subscribe,
  subscribed,
  unlist,
} from "../helpers/subscription.ts";

const { loadFixture, time } = networkHelpers;

/** A bundle of three services, two of them the publisher's, which a payer has subscribed to. */
async function bundled() {
  const parts = await planned();
  const services = await bundleServices(parts);
  const planId = await makePlan(parts, { name: "Bundle", services, price: 20n * USDC });
  await as(parts.subscriptions, parts.rival).acceptPlan(planId, services[2]!.serviceId);
  const subscriptionId = await subscribe(parts, { planId, maxPerPeriod: 20n * USDC });
  return { ...parts, bundle: services, subscriptionId, start: await now() };
}

describe("Subscriptions.release", () => {
  it("passes on what is earned by the second, less the fee, whoever calls", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, earnings, token, publisher, payer, gateway, stranger, service } = parts;
    const { subscriptionId, start } = parts;
    const half = start + MONTH / 2n;
    await at(half);
    const tx = as(subscriptions, stranger).release(subscriptionId);
    await expect(tx)
      .to.emit(subscriptions, "PeriodReleased")
      .withArgs(subscriptionId, 1n, service.serviceId, 15n * USDC, 750_000n, 450_000n, 450_000n);
    await expect(tx)
      .to.emit(subscriptions, "ReleasedUntil")
      .withArgs(subscriptionId, half, 15n * USDC, 15n * USDC);
    await expect(tx)
      .to.emit(earnings, "SharesCredited")
      .withArgs(0n, gateway.address, 225_000n, 450_000n, 75_000n);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(14_250_000n);
    expect(await token.balanceOf(earnings)).to.equal(15n * USDC);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([0n, 15n * USDC]);
    expect(await subscriptions.feesOf(payer.address, service.serviceId)).to.equal(450_000n);
    await at(start + MONTH);
    await subscriptions.release(subscriptionId);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(14_250_000n);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(14_250_000n);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([0n, 0n]);
  });

  it("gives nothing to a service whose part rounds to nothing, and all of it to the others", async () => {
    const parts = await loadFixture(bundled);
    const { subscriptions, earnings, token, rival, bundle } = parts;
    const planId = await makePlan(parts, { name: "Crumbs", services: bundle, price: 2n });
    await as(subscriptions, rival).acceptPlan(planId, bundle[2]!.serviceId);
    const id = await subscribe(parts, { planId, maxPerPeriod: 2n, nonce: 2n });
    await at((await now()) + MONTH);
    const tx = subscriptions.release(id);
    for (const { serviceId } of [bundle[0]!, bundle[2]!]) {
      await expect(tx).to.emit(subscriptions, "PeriodReleased").withArgs(id, 1n, serviceId, 1n, 1n, 1n, 1n);
    }
    expect((await (await tx).wait()).logs.filter(isReleased)).to.have.length(2);
    expect(await token.balanceOf(earnings)).to.equal(2n);

    function isReleased({ topics }: { topics: readonly string[] }): boolean {
      return topics[0] === subscriptions.interface.getEvent("PeriodReleased")!.topicHash;
    }
  });

  it("shares a bundle among its services by their parts, and keeps not a unit", async () => {
    const parts = await loadFixture(bundled);
    const { subscriptions, earnings, token, publisher, rival, subscriptionId, start, bundle } = parts;
    await at(start + MONTH);
    await subscriptions.release(subscriptionId);
    const earned = await Promise.all(
      bundle.map(({ serviceId }, i) =>
        earnings.pendingOf(i === 2 ? rival.address : publisher.address, serviceId),
      ),
    );
    expect(earned).to.deep.equal([9_500_000n, 5_700_000n, 3_800_000n]);
    expect(await token.balanceOf(earnings)).to.equal(20n * USDC);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
  });

  it("loses nothing to rounding, in whatever steps and parts", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, earnings, token, publisher, rival, gateway } = parts;
    const theirs = await bundleServices(parts);
    const services = theirs.map(({ serviceId }, i) => ({ serviceId, weight: [3_333n, 3_333n, 3_334n][i]! }));
    const planId = await makePlan(parts, { name: "Odd", services, price: 9_999_991n });
    await as(subscriptions, rival).acceptPlan(planId, services[2]!.serviceId);
    const id = await subscribe(parts, { planId, maxPerPeriod: 9_999_991n });
    const start = await now();
    for (const part of [11n, 1_000n, 1_234n, 2_500n, 9_999n, 10_000n]) {
      await at(start + (MONTH * part) / 10_000n);
      await subscriptions.release(id);
    }
    const books: bigint[] = await Promise.all([
      ...services.map(async ({ serviceId }, i) => {
        const args = [i === 2 ? rival.address : publisher.address, serviceId] as const;
        return (
          ((await earnings.maturedOf(...args)) as bigint) + ((await earnings.pendingOf(...args)) as bigint)
        );
      }),
      earnings.shareOf(gateway.address),
      earnings.treasuryAccrued(),
      earnings.rewardsAccrued(),
    ]);
    expect(books.reduce((sum, each) => sum + each, 0n)).to.equal(9_999_991n);
    expect(await token.balanceOf(earnings)).to.equal(9_999_991n);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
  });

  it("takes no steps so small that the fee's rounding eats them, but for the last of a period", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, subscriptionId, start } = parts;
    // $30 in 30 days: 10,000 units take 864 s.
    await at(start + 863n);
    await expect(subscriptions.release(subscriptionId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsReleaseTooSmall")
      .withArgs(subscriptionId, 9_988n, 10_000n);
    await at(start + 864n);
    await subscriptions.release(subscriptionId);
    await at(start + MONTH - 10n);
    await subscriptions.release(subscriptionId);
    await at(start + MONTH + 5n);
    await subscriptions.release(subscriptionId);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([0n, 0n]);
  });

  it("refuses to pass on nothing: all of it is, or the plan costs nothing, or nobody began it", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions } = parts;
    const id = await subscribe(parts);
    const start = await now();
    await at(start + MONTH);
    await subscriptions.release(id);
    const free = await makePlan(parts, { name: "Free", price: 0n });
    const signed = await agree(parts, { planId: free, fromWallet: true });
    await subscriptions.subscribe(...signed, NO_ALLOWANCE);
    for (const each of [id, await subscriptions.hashAgreement(signed[0])]) {
      await expect(subscriptions.release(each))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNothingToRelease")
        .withArgs(each);
    }
    const unknown = `0x${"ab".repeat(32)}`;
    await expect(subscriptions.release(unknown))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsUnknown")
      .withArgs(unknown);
  });

  it("keeps the fee of the day on which the period was charged, whatever is voted later", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, fees, settler, service, subscriptionId, start } = parts;
    await fees.publishFees(0, 3_000, 3_000, 1_000, 1_000);
    await at(start + MONTH);
    await as(subscriptions, settler).renew(subscriptionId);
    await at(start + 2n * MONTH);
    const tx = subscriptions.release(subscriptionId);
    await expect(tx)
      .to.emit(subscriptions, "PeriodReleased")
      .withArgs(subscriptionId, 1n, service.serviceId, PRICE, 1_500_000n, 900_000n, 900_000n);
    await expect(tx)
      .to.emit(subscriptions, "PeriodReleased")
      .withArgs(subscriptionId, 2n, service.serviceId, PRICE, 9n * USDC, 5_400_000n, 6_300_000n);
  });

  it("is not stopped by a retired plan, a service out of the listing, a gateway that leaves, or a stake that is gone", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, services, gateways, publisher, gateway, planId, service } = parts;
    const { subscriptionId, start, earnings } = parts;
    await as(subscriptions, publisher).retirePlan(planId, service.serviceId);
    await as(gateways, gateway).requestExit();
    await unlist(parts);
    await time.increase(14n * DAY);
    await as(services, publisher).withdrawStake(service.serviceId, publisher.address);
    await at(start + MONTH);
    await subscriptions.release(subscriptionId);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(28_500_000n);
  });

  it("gives the host of a hosted service what the fee exceeds the self-hosted one", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, services, earnings, publisher, gateway, service, subscriptionId, start } = parts;
    const terms = { ...TERMS, class: Class.Hosted as number };
    const changes = { publisher: publisher.address, name: "acme/solidity" };
    const consent = await hostConsent({ ...parts, agentId: service.serviceId }, terms, changes);
    await as(services, publisher).proposeHostedTerms(service.serviceId, terms, consent);
    await at(start + MONTH);
    await expect(subscriptions.release(subscriptionId))
      .to.emit(earnings, "HostCredited")
      .withArgs(0n, gateway.address, 4_500_000n);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(24n * USDC);
  });

  it("pays whoever owns the service when it is passed on", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, services, earnings, publisher, stranger, service } = parts;
    const { subscriptionId, start } = parts;
    await at(start + MONTH / 2n);
    await subscriptions.release(subscriptionId);
    await as(services, publisher).transferFrom(publisher.address, stranger.address, service.serviceId);
    await at(start + MONTH);
    await subscriptions.release(subscriptionId);
    expect(await earnings.pendingOf(stranger.address, service.serviceId)).to.equal(14_250_000n);
  });
});
