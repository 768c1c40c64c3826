import { expect } from "chai";
import { zeroAddress } from "viem";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { PURSE, USDC } from "../helpers/market.ts";
import {
  accountOf,
  at,
  BALANCE,
  cancellation,
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

/** A plan with a notice of a week, subscribed to. */
async function noticed() {
  const parts = await planned();
  const planId = await makePlan(parts, { name: "With notice", notice: 7n * DAY });
  const subscriptionId = await subscribe(parts, { planId });
  return { ...parts, subscriptionId, start: await now() };
}

describe("Subscriptions.cancel", () => {
  it("puts what is not earned back into the account at once", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, vault, token, payer, gateway, subscriptionId, start } = parts;
    const day = start + 10n * DAY;
    await at(day);
    const tx = as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
    await expect(tx)
      .to.emit(subscriptions, "SubscriptionCancelled")
      .withArgs(subscriptionId, payer.address, 20n * USDC, zeroAddress, day);
    await expect(tx)
      .to.emit(vault, "Refunded")
      .withArgs(payer.address, gateway.address, 20n * USDC, BALANCE - 10n * USDC);
    expect(await token.balanceOf(subscriptions)).to.equal(10n * USDC);
    const found = await subscriptions.subscriptionOf(subscriptionId);
    expect([found.state, found.periodEnd, found.endsAt]).to.deep.equal([State.Cancelled, day, day]);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([10n * USDC, 0n]);
  });

  it("leaves to the services what they earned, and not a unit more", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, earnings, token, payer, publisher, service, subscriptionId, start } = parts;
    await at(start + DAY);
    await subscriptions.release(subscriptionId);
    await at(start + 10n * DAY);
    await as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
    await at(start + 50n * DAY);
    await subscriptions.release(subscriptionId);
    const args = [publisher.address, service.serviceId] as const;
    const earned: bigint = (await earnings.maturedOf(...args)) + (await earnings.pendingOf(...args));
    expect(earned).to.equal(9_500_000n);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
  });

  it("rounds in the payer's favour, and loses nothing", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, token, payer, subscriptionId, start } = parts;
    await at(start + 1n);
    await as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 11n);
    expect(await token.balanceOf(subscriptions)).to.equal(11n);
    await subscriptions.release(subscriptionId);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
  });

  it("sends what a wallet paid where its payer says", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const { subscriptions, token, payer, stranger, subscriptionId, start } = parts;
    await at(start + MONTH / 2n);
    await as(subscriptions, payer).cancel(subscriptionId, stranger.address);
    expect(await token.balanceOf(stranger.address)).to.equal(PRICE / 2n);
    expect(await token.balanceOf(payer.address)).to.equal(PURSE - BALANCE - PRICE);
    expect((await accountOf(parts)).balance).to.equal(BALANCE);
  });

  it("cannot take an account's money to another place", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, token, payer, stranger, subscriptionId, start } = parts;
    await at(start + MONTH / 2n);
    await as(subscriptions, payer).cancel(subscriptionId, stranger.address);
    expect(await token.balanceOf(stranger.address)).to.equal(0n);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - PRICE / 2n);
  });

  it("gives the plan's notice: it runs and is paid until then", async () => {
    const parts = await loadFixture(noticed);
    const { subscriptions, payer, subscriptionId, start } = parts;
    await at(start + 3n * DAY);
    await as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 10n * USDC);
    const { periodEnd } = await subscriptions.subscriptionOf(subscriptionId);
    expect(periodEnd).to.equal(start + 10n * DAY);
    await at(start + 4n * DAY);
    await subscriptions.release(subscriptionId);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([0n, 6n * USDC]);
  });

  it("has no notice longer than the period, and gives nothing back when a period is over", async () => {
    for (const day of [28n, 40n]) {
      const parts = await loadFixture(noticed);
      const { subscriptions, payer, subscriptionId, start } = parts;
      await at(start + day * DAY);
      await as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
      expect((await accountOf(parts)).balance).to.equal(BALANCE - PRICE);
      const { periodEnd } = await subscriptions.subscriptionOf(subscriptionId);
      expect(periodEnd).to.equal(start + MONTH);
      const [earned, unearned] = await subscriptions.heldFor(subscriptionId);
      expect(earned + unearned).to.equal(PRICE);
    }
  });

  it("gives back of the newest period alone when an older one is still to be passed on", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, settler, payer, token, subscriptionId, start } = parts;
    await at(start + MONTH);
    await as(subscriptions, settler).renew(subscriptionId);
    await at(start + MONTH + 10n * DAY);
    await as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
    expect(await subscriptions.heldFor(subscriptionId)).to.deep.equal([40n * USDC, 0n]);
    await subscriptions.release(subscriptionId);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
  });

  it("is not stopped by a retired plan, a service out of the listing, or a gateway that leaves", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, gateways, publisher, gateway, payer, planId, service } = parts;
    await as(subscriptions, publisher).retirePlan(planId, service.serviceId);
    await as(gateways, gateway).requestExit();
    await unlist(parts);
    await at(parts.start + MONTH / 2n);
    await as(subscriptions, payer).cancel(parts.subscriptionId, zeroAddress);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - PRICE / 2n);
  });

  it("is the payer's alone, once, and a wallet's needs a receiver", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, payer, stranger, publisher, settler, subscriptionId } = parts;
    for (const who of [stranger, publisher, settler]) {
      await expect(as(subscriptions, who).cancel(subscriptionId, who.address))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotPayer")
        .withArgs(subscriptionId, who.address);
    }
    await as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
    await expect(as(subscriptions, payer).cancel(subscriptionId, zeroAddress))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsAlreadyCancelled")
      .withArgs(subscriptionId);
    const unknown = `0x${"ab".repeat(32)}`;
    await expect(as(subscriptions, payer).cancel(unknown, zeroAddress))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsUnknown")
      .withArgs(unknown);
    const fromWallet = await subscribe(parts, { fromWallet: true });
    await expect(as(subscriptions, payer).cancel(fromWallet, zeroAddress)).to.be.revertedWithCustomError(
      subscriptions,
      "SubscriptionsZeroAddress",
    );
  });
});

describe("Subscriptions.cancelFor", () => {
  it("cancels by the payer's signature, whoever submits it", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const { subscriptions, token, stranger, rival, start } = parts;
    const deadline = start + MONTH / 2n;
    const signed = await cancellation(parts, { to: rival.address, deadline });
    await at(deadline);
    await as(subscriptions, stranger).cancelFor(...signed);
    expect(await token.balanceOf(rival.address)).to.equal(PRICE / 2n);
  });

  it("refuses another's signature, one changed after it was signed, and one after its deadline", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const { subscriptions, payer, stranger, start } = parts;
    const deadline = start + 100n;
    const [message, signature] = await cancellation(parts, { deadline });
    for (const forged of [
      await cancellation(parts, { deadline }, stranger),
      [{ ...message, to: stranger.address }, signature] as const,
      [{ ...message, deadline: deadline + 1n }, signature] as const,
    ]) {
      await expect(as(subscriptions, stranger).cancelFor(...forged))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsCancellationSignature")
        .withArgs(payer.address);
    }
    await at(deadline + 1n);
    await expect(as(subscriptions, stranger).cancelFor(message, signature))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsDeadlinePassed")
      .withArgs(deadline);
  });

  it("counts once", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const signed = await cancellation(parts);
    await parts.subscriptions.cancelFor(...signed);
    await expect(parts.subscriptions.cancelFor(...signed))
      .to.be.revertedWithCustomError(parts.subscriptions, "SubscriptionsAlreadyCancelled")
      .withArgs(parts.subscriptionId);
  });
});
