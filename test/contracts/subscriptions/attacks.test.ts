import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";
import { row } from "../helpers/sign.ts";
import {
  accountOf,
  agree,
  at,
  BALANCE,
  bundleServices,
  makePlan,
  MONTH,
  NO_ALLOWANCE,
  planned,
  PlanState,
  PRICE,
  State,
  subscribe,
  subscribed,
  subscribedFromWallet,
} from "../helpers/subscription.ts";

const { loadFixture } = networkHelpers;

describe("A payer and a publisher who collude", () => {
  it("cannot empty an account past what its gateway has reserved", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, vault, settler, payer, publisher, rival, stranger, gateway } = parts;
    // All of it is spent on vouchers that the gateway has yet to claim.
    const left = BALANCE - PRICE;
    const voucher = { validBefore: parts.start + 2n * MONTH };
    const rows = [await row(parts, { charged: left, voucher })];
    await at(parts.start + MONTH);
    for (const who of [payer, publisher, rival, stranger]) {
      await expect(as(subscriptions, who).renew(parts.subscriptionId))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotSettler")
        .withArgs(gateway.address, who.address);
      const another = await agree(parts, { nonce: 7n, deadline: parts.start + 2n * MONTH });
      await expect(as(subscriptions, who).subscribe(...another, NO_ALLOWANCE))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotSettler")
        .withArgs(gateway.address, who.address);
    }
    await as(vault, settler).claim(gateway.address, rows, zeroHash);
    expect((await accountOf(parts)).balance).to.equal(0n);
  });

  it("cannot let another gateway's settler charge the account", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, usdc, gateways, rival, stranger, gateway } = parts;
    await usdc.mint(rival.address, 5_000n * USDC);
    await as(usdc, rival).approve(gateways, 5_000n * USDC);
    const validTo = (await now()) + DAY;
    const bond = 5_000n * USDC;
    await as(gateways, rival).register(
      "https://rival.example",
      stranger.address,
      stranger.address,
      validTo,
      bond,
      NO_PERMIT,
    );
    await at(parts.start + MONTH);
    await expect(as(subscriptions, stranger).renew(parts.subscriptionId))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotSettler")
      .withArgs(gateway.address, stranger.address);
  });
});

describe("A publisher who subscribes to himself", () => {
  it("pays the fee and gains no weight by it", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, vault, earnings, publisher, payer, settler, gateway, service } = parts;
    await as(vault, payer).deposit(publisher.address, gateway.address, PRICE, NO_PERMIT);
    const signed = await agree(parts, { payer: publisher.address }, publisher);
    await as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE);
    await at((await now()) + MONTH);
    await expect(subscriptions.release(await subscriptions.hashAgreement(signed[0])))
      .to.emit(subscriptions, "PeriodReleased")
      .withArgs(
        await subscriptions.hashAgreement(signed[0]),
        1n,
        service.serviceId,
        PRICE,
        1_500_000n,
        900_000n,
        0n,
      );
    expect(await subscriptions.feesOf(publisher.address, service.serviceId)).to.equal(0n);
    expect(await earnings.treasuryAccrued()).to.equal(900_000n);
  });

  it("gains none as the payee of a service that another account owns", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, services, publisher, payer, service, subscriptionId, start } = parts;
    await as(services, publisher).transferFrom(publisher.address, payer.address, service.serviceId);
    await at(start + MONTH);
    await subscriptions.release(subscriptionId);
    expect(await subscriptions.feesOf(payer.address, service.serviceId)).to.equal(0n);
  });

  it("has paid in a bundle for the others' services, and for his own not", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, vault, publisher, rival, payer, settler, gateway } = parts;
    const services = await bundleServices(parts);
    const planId = await makePlan(parts, { name: "Bundle", services });
    await as(subscriptions, rival).acceptPlan(planId, services[2]!.serviceId);
    await as(vault, payer).deposit(publisher.address, gateway.address, PRICE, NO_PERMIT);
    const signed = await agree(parts, { payer: publisher.address, planId }, publisher);
    await as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE);
    await at((await now()) + MONTH);
    await subscriptions.release(await subscriptions.hashAgreement(signed[0]));
    const counted = await Promise.all(
      services.map(({ serviceId }) => subscriptions.feesOf(publisher.address, serviceId)),
    );
    expect(counted).to.deep.equal([0n, 0n, 180_000n]);
  });
});

describe("A payer who wants weight for money that comes back", () => {
  it("has none for what was not earned: a refund is of money on which no fee was paid", async () => {
    const parts = await loadFixture(subscribed);
    const { subscriptions, payer, service, subscriptionId, start } = parts;
    const fees = () => subscriptions.feesOf(payer.address, service.serviceId);
    expect(await fees()).to.equal(0n);
    await at(start + MONTH / 2n);
    await subscriptions.release(subscriptionId);
    const counted: bigint = await fees();
    expect(counted).to.equal(450_000n);
    await as(subscriptions, payer).cancel(subscriptionId, zeroAddress);
    expect(await fees()).to.equal(counted);
    await at(start + 2n * MONTH);
    await subscriptions.release(subscriptionId).catch(() => undefined);
    expect((await fees()) - counted).to.be.lessThan(2n);
  });

  it("has none for subscribing and cancelling again and again", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, payer, service } = parts;
    for (let nonce = 1n; nonce <= 5n; ++nonce) {
      const id = await subscribe(parts, { nonce });
      await as(subscriptions, payer).cancel(id, zeroAddress);
    }
    expect(await subscriptions.feesOf(payer.address, service.serviceId)).to.equal(0n);
    // A second each, in the publisher's favour.
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 5n * 11n);
  });
});

describe("A bundle without consent", () => {
  it("cannot be sold: a stranger's service takes no subscriber that its controller did not want", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler } = parts;
    const planId = await makePlan(parts, { name: "Taken", services: await bundleServices(parts) });
    await expect(as(subscriptions, settler).subscribe(...(await agree(parts, { planId })), NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPlanNotOpen")
      .withArgs(planId, PlanState.Proposed);
  });
});

describe("A keeper of wallets' subscriptions", () => {
  it("takes one period for each that is over, however often he calls, and none after the allowance", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const { subscriptions, token, payer, stranger, subscriptionId, start } = parts;
    const renew = subscriptions.interface.encodeFunctionData("renew", [subscriptionId]);
    await at(start + 5n * MONTH);
    await expect(as(subscriptions, stranger).multicall([renew, renew])).to.be.revertedWithCustomError(
      subscriptions,
      "SubscriptionsPeriodRunning",
    );
    await as(token, payer).approve(subscriptions, PRICE - 1n);
    await expect(as(subscriptions, stranger).renew(subscriptionId)).to.be.revertedWithCustomError(
      token,
      "ERC20InsufficientAllowance",
    );
    const { periodIndex, state } = await subscriptions.subscriptionOf(subscriptionId);
    expect([periodIndex, state]).to.deep.equal([1n, State.Due]);
  });

  it("cannot send another's refund to himself", async () => {
    const parts = await loadFixture(subscribedFromWallet);
    const { subscriptions, stranger, subscriptionId } = parts;
    await expect(as(subscriptions, stranger).cancel(subscriptionId, stranger.address))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotPayer")
      .withArgs(subscriptionId, stranger.address);
  });
});
