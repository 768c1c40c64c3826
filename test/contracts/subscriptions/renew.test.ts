import { expect } from "chai";
import { as, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { PURSE } from "../helpers/market.ts";
import {
  accountOf,
  at,
  BALANCE,
  makePlan,
  MONTH,
  planned,
  PRICE,
  State,
  subscribe,
  subscribed,
  subscribedFromWallet,
  unlist,
} from "../helpers/subscription.ts";

const { loadFixture } = networkHelpers;

describe("Subscriptions.renew", () => {
  it("charges the next period when the one before is over, by the gateway's settler", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, settler, subscriptionId, start } = parts;
    await at(start + MONTH);
    await expect(as(subscriptions, settler).renew(subscriptionId))
      .to.emit(subscriptions, "PeriodCharged")
      .withArgs(subscriptionId, 2n, PRICE);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 2n * PRICE);
    const found = await subscriptions.subscriptionOf(subscriptionId);
    expect([found.periodIndex, found.periodEnd, found.state]).to.deep.equal([
      2n,
      start + 2n * MONTH,
      State.Running,
    ]);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([PRICE, PRICE]);
  });

  it("never charges twice for one period, in whatever second", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, settler, subscriptionId, start } = parts;
    const renew = () => as(subscriptions, settler).renew(subscriptionId);
    const refused = async (end: bigint) =>
      expect(renew())
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPeriodRunning")
        .withArgs(subscriptionId, end);
    await refused(start + MONTH);
    await at(start + MONTH - 1n);
    await refused(start + MONTH);
    await at(start + MONTH);
    await renew();
    await refused(start + 2n * MONTH);
    const { interface: abi } = subscriptions;
    const twice = abi.encodeFunctionData("renew", [subscriptionId]);
    await at(start + 2n * MONTH);
    await expect(as(subscriptions, settler).multicall([twice, twice]))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPeriodRunning")
      .withArgs(subscriptionId, start + 3n * MONTH);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 2n * PRICE);
  });

  it("begins a free plan's periods, with nothing to charge and nothing to pass on", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler } = parts;
    const id = await subscribe(parts, {
      planId: await makePlan(parts, { name: "Free", price: 0n }),
      maxPerPeriod: 0n,
    });
    const start = await now();
    await at(start + MONTH);
    await as(subscriptions, settler).renew(id);
    await at(start + 2n * MONTH);
    const third = as(subscriptions, settler).renew(id);
    await expect(third).to.emit(subscriptions, "PeriodCharged").withArgs(id, 3n, 0n);
    await expect(third).not.to.emit(subscriptions, "ReleasedUntil");
    expect((await accountOf(parts)).balance).to.equal(BALANCE);
    expect(await subscriptions.heldFor(id)).to.deep.equal([0n, 0n]);
  });

  it("begins a late period when it is charged, and asks nothing for the time between", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, settler, subscriptionId, start } = parts;
    const late = start + 3n * MONTH + 5n;
    await at(late - 1n);
    await subscriptions.release(subscriptionId);
    expect((await subscriptions.subscriptionOf(subscriptionId)).state).to.equal(State.Due);
    await at(late);
    await as(subscriptions, settler).renew(subscriptionId);
    const found = await subscriptions.subscriptionOf(subscriptionId);
    expect([found.periodIndex, found.periodStart, found.periodEnd]).to.deep.equal([2n, late, late + MONTH]);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 2n * PRICE);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([0n, PRICE]);
  });

  it("refuses everybody but the gateway's settler where the account pays", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, payer, stranger, publisher, gateway, subscriptionId, start } = parts;
    await at(start + MONTH);
    for (const who of [stranger, publisher, payer, gateway]) {
      await expect(as(subscriptions, who).renew(subscriptionId))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotSettler")
        .withArgs(gateway.address, who.address);
    }
  });

  it("is anybody's where the wallet pays", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const { subscriptions, token, payer, stranger, subscriptionId, start } = parts;
    await at(start + MONTH);
    await as(subscriptions, stranger).renew(subscriptionId);
    expect(await token.balanceOf(payer.address)).to.equal(PURSE - BALANCE - 2n * PRICE);
    expect((await accountOf(parts)).balance).to.equal(BALANCE);
  });

  it("takes nothing from a wallet for a gateway that leaves, or a service that is not listed", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const { subscriptions, gateways, gateway, stranger, subscriptionId, service, start } = parts;
    await as(gateways, gateway).requestExit();
    await at(start + MONTH);
    await expect(as(subscriptions, stranger).renew(subscriptionId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsGatewayClosed")
      .withArgs(gateway.address);
    await as(gateways, gateway).cancelExit();
    await unlist(parts);
    await expect(as(subscriptions, stranger).renew(subscriptionId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsServiceNotListed")
      .withArgs(service.serviceId);
  });

  it("takes thawing money as a claim does, and leaves a thaw no more than there is", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, vault, payer, gateway, settler, subscriptionId, start } = parts;
    await as(vault, payer).thaw(gateway.address, BALANCE - PRICE);
    await at(start + MONTH);
    await as(subscriptions, settler).renew(subscriptionId);
    const { balance, thawing } = await vault.accountOf(payer.address, gateway.address);
    expect([balance, thawing]).to.deep.equal([BALANCE - 2n * PRICE, BALANCE - 2n * PRICE]);
  });

  it("goes on for an account while its gateway leaves, as claims do", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, gateways, gateway, settler, subscriptionId, start } = parts;
    await as(gateways, gateway).requestExit();
    await at(start + MONTH);
    await as(subscriptions, settler).renew(subscriptionId);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 2n * PRICE);
  });

  it("ends with the agreement: a period begins before its end, and none at it", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler } = parts;
    const start = (await now()) + 10n;
    const endsAt = start + 2n * MONTH;
    await at(start);
    const id = await subscribe(parts, { endsAt });
    await at(endsAt - 1n);
    await as(subscriptions, settler).renew(id);
    await at(endsAt + MONTH);
    await expect(as(subscriptions, settler).renew(id))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsEnded")
      .withArgs(id, endsAt);
  });

  it("stops with a retired plan; what is paid runs on", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, publisher, settler, planId, service, subscriptionId, start } = parts;
    await as(subscriptions, publisher).retirePlan(planId, service.serviceId);
    expect((await subscriptions.subscriptionOf(subscriptionId)).state).to.equal(State.Running);
    await at(start + MONTH);
    await expect(as(subscriptions, settler).renew(subscriptionId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPlanRetired")
      .withArgs(subscriptionId);
    await subscriptions.release(subscriptionId);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([0n, 0n]);
  });

  it("stops with a cancellation, and refuses what was never begun", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, payer, settler, subscriptionId, start } = parts;
    await as(subscriptions, payer).cancel(subscriptionId, payer.address);
    await at(start + MONTH);
    await expect(as(subscriptions, settler).renew(subscriptionId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsAlreadyCancelled")
      .withArgs(subscriptionId);
    const unknown = `0x${"ab".repeat(32)}`;
    await expect(as(subscriptions, settler).renew(unknown))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsUnknown")
      .withArgs(unknown);
  });

  it("passes on what an older period has left before it is forgotten", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, token, earnings, publisher, settler, subscriptionId, service, start } = parts;
    const renew = async (second: bigint) => {
      await at(second);
      return as(subscriptions, settler).renew(subscriptionId);
    };
    await at(start + HOUR);
    await subscriptions.release(subscriptionId);
    await renew(start + MONTH);
    expect(await token.balanceOf(subscriptions)).to.equal(2n * PRICE - 41_666n);
    await expect(renew(start + 2n * MONTH))
      .to.emit(subscriptions, "ReleasedUntil")
      .withArgs(subscriptionId, start + MONTH, PRICE - 41_666n, PRICE);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([PRICE, PRICE]);
    expect(await token.balanceOf(subscriptions)).to.equal(2n * PRICE);
    await renew(start + 3n * MONTH);
    await at(start + 4n * MONTH);
    await subscriptions.release(subscriptionId);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
    // 5 % of four periods, of which the first was passed on in two steps.
    const args = [publisher.address, service.serviceId] as const;
    const earned: bigint = (await earnings.maturedOf(...args)) + (await earnings.pendingOf(...args));
    expect(earned).to.equal((4n * PRICE * 95n) / 100n - 1n);
  });
});
