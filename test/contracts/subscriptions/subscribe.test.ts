import { expect } from "chai";
import { zeroHash } from "viem";
import { addressOf, as, DAY, deploy, networkHelpers, now } from "../helpers/chain.ts";
import { permitFor } from "../helpers/listing.ts";
import { market, NO_PERMIT, PURSE, USDC } from "../helpers/market.ts";
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
  unlist,
  type Agreement,
} from "../helpers/subscription.ts";

const { loadFixture } = networkHelpers;

describe("Subscriptions.subscribe", () => {
  it("takes the first period from the account, by the gateway's settler", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, vault, token, payer, settler, gateway, planId } = parts;
    const [agreement, signature] = await agree(parts);
    const id = await subscriptions.hashAgreement(agreement);
    const start = (await now()) + 1n;
    await at(start);
    const tx = as(subscriptions, settler).subscribe(agreement, signature, NO_ALLOWANCE);
    await expect(tx)
      .to.emit(subscriptions, "Subscribed")
      .withArgs(id, payer.address, planId, gateway.address, zeroHash, PRICE, false, agreement.endsAt);
    await expect(tx).to.emit(subscriptions, "PeriodCharged").withArgs(id, 1n, PRICE);
    await expect(tx)
      .to.emit(vault, "PrepaidPaid")
      .withArgs(payer.address, gateway.address, await addressOf(subscriptions), PRICE, BALANCE - PRICE);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - PRICE);
    expect(await token.balanceOf(subscriptions)).to.equal(PRICE);
    expect(await subscriptions.heldFor(id)).to.deep.equal([0n, PRICE]);
    const found = (await subscriptions.subscriptionOf(id)).toObject();
    expect(found).to.deep.equal({
      payer: payer.address,
      gateway: gateway.address,
      planId,
      fromWallet: false,
      endsAt: agreement.endsAt,
      periodIndex: 1n,
      periodStart: start,
      periodEnd: start + MONTH,
      releasedUntil: start,
      state: State.Running,
    });
  });

  it("takes it from the wallet, whoever submits it, when the payer agreed to that", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, token, payer, stranger } = parts;
    const signed = await agree(parts, { fromWallet: true });
    await as(subscriptions, stranger).subscribe(...signed, NO_ALLOWANCE);
    expect(await token.balanceOf(payer.address)).to.equal(PURSE - BALANCE - PRICE);
    expect((await accountOf(parts)).balance).to.equal(BALANCE);
    expect(await token.balanceOf(subscriptions)).to.equal(PRICE);
  });

  it("takes an allowance by permit, and one that a stranger has used already", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, token, payer, stranger } = parts;
    await as(token, payer).approve(subscriptions, 0n);
    const spender = await addressOf(subscriptions);
    for (const nonce of [1n, 2n]) {
      const permit = { value: PRICE, ...(await permitFor(parts, payer, spender, PRICE)) };
      const { value, deadline, v, r, s } = permit;
      if (nonce === 2n) {
        await as(token, stranger).permit(payer.address, spender, value, deadline, v, r, s);
      }
      const signed = await agree(parts, { fromWallet: true, nonce });
      await as(subscriptions, stranger).subscribe(...signed, permit);
    }
    expect(await token.balanceOf(subscriptions)).to.equal(2n * PRICE);
  });

  it("refuses an account's charge by anybody but its gateway's settler: nobody empties it past what is reserved", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, payer, stranger, gateway } = parts;
    for (const who of [payer, stranger, gateway]) {
      await expect(as(subscriptions, who).subscribe(...(await agree(parts)), NO_ALLOWANCE))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotSettler")
        .withArgs(gateway.address, who.address);
    }
  });

  it("begins one subscription an agreement, however often it is submitted", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler } = parts;
    const signed = await agree(parts);
    await as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE);
    await expect(as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsAgreementUsed")
      .withArgs(await subscriptions.hashAgreement(signed[0]));
  });

  it("refuses a stranger's signature, and an agreement changed after it was signed", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler, payer, stranger } = parts;
    const other = await makePlan(parts, { name: "Other", price: 2n * PRICE });
    const [agreement, signature] = await agree(parts);
    const changes: Partial<Agreement>[] = [
      { planId: other, maxPerPeriod: 2n * PRICE },
      { maxPerPeriod: PRICE + 1n },
      { fromWallet: true },
      { endsAt: agreement.endsAt + 1n },
      { deadline: agreement.deadline + 1n },
      { replaces: `0x${"11".repeat(32)}` },
      { nonce: 2n },
    ];
    const forged = [
      await agree(parts, {}, stranger),
      ...changes.map((change) => [{ ...agreement, ...change }, signature] as const),
    ];
    for (const signed of forged) {
      await expect(as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsAgreementSignature")
        .withArgs(payer.address);
    }
  });

  it("takes a payer that is a contract by ERC-1271", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, vault, settler, payer, gateway } = parts;
    const wallet = await addressOf(await deploy("ContractWallet", [payer.address]));
    await as(vault, payer).deposit(wallet, gateway.address, PRICE, NO_PERMIT);
    const signed = await agree(parts, { payer: wallet });
    await as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE);
    expect((await vault.accountOf(wallet, gateway.address)).balance).to.equal(0n);
  });

  it("refuses one after its deadline, and takes it at the deadline", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler } = parts;
    const deadline = (await now()) + 100n;
    const [first, second] = [await agree(parts, { deadline }), await agree(parts, { deadline, nonce: 2n })];
    await at(deadline);
    await as(subscriptions, settler).subscribe(...first, NO_ALLOWANCE);
    await at(deadline + 1n);
    await expect(as(subscriptions, settler).subscribe(...second, NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsDeadlinePassed")
      .withArgs(deadline);
  });

  it("never charges more than the payer agreed to, nor from the end that he set", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler } = parts;
    await expect(
      as(subscriptions, settler).subscribe(
        ...(await agree(parts, { maxPerPeriod: PRICE - 1n })),
        NO_ALLOWANCE,
      ),
    )
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsOverMaximum")
      .withArgs(PRICE, PRICE - 1n);
    const endsAt = (await now()) + 50n;
    const signed = await agree(parts, { endsAt });
    await at(endsAt);
    await expect(as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsEnded")
      .withArgs(await subscriptions.hashAgreement(signed[0]), endsAt);
  });

  it("refuses a plan that is unknown, that waits for a service's consent, or that is retired", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler, publisher, planId, service } = parts;
    const unknown = `0x${"ab".repeat(32)}` as const;
    const bundle = await makePlan(parts, { services: await bundleServices(parts) });
    await as(subscriptions, publisher).retirePlan(planId, service.serviceId);
    for (const [id, state] of [
      [unknown, PlanState.Unknown],
      [bundle, PlanState.Proposed],
      [planId, PlanState.Retired],
    ] as const) {
      const signed = await agree(parts, { planId: id });
      await expect(as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE))
        .to.be.revertedWithCustomError(subscriptions, "SubscriptionsPlanNotOpen")
        .withArgs(id, state);
    }
  });

  it("begins nothing at a gateway that leaves, nor for a service that is not listed", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, gateways, settler, gateway, service } = parts;
    await as(gateways, gateway).requestExit();
    await expect(as(subscriptions, settler).subscribe(...(await agree(parts)), NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsGatewayClosed")
      .withArgs(gateway.address);
    await as(gateways, gateway).cancelExit();
    await unlist(parts);
    await expect(as(subscriptions, settler).subscribe(...(await agree(parts)), NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsServiceNotListed")
      .withArgs(service.serviceId);
  });

  it("takes no more than the account holds: there is no debt", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, vault, payer, settler, gateway } = parts;
    const planId = await makePlan(parts, { name: "Dear", price: BALANCE + 1n });
    const signed = await agree(parts, { planId, maxPerPeriod: BALANCE + 1n });
    await expect(as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE))
      .to.be.revertedWithCustomError(vault, "EscrowVaultBalanceShort")
      .withArgs(payer.address, gateway.address, BALANCE, BALANCE + 1n);
  });

  it("costs nothing where the plan costs nothing, and needs no account", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, token, stranger } = parts;
    const planId = await makePlan(parts, { name: "Free", price: 0n, period: DAY });
    const signed = await agree(parts, { planId, maxPerPeriod: 0n, fromWallet: true });
    await as(subscriptions, stranger).subscribe(...signed, NO_ALLOWANCE);
    const { state } = await subscriptions.subscriptionOf(await subscriptions.hashAgreement(signed[0]));
    expect(state).to.equal(State.Running);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
  });

  it("serves the platform's plans, though the platform is no listed service", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, treasury, earnings, settler, payer } = parts;
    const plan = {
      name: "Developer",
      price: 49n * USDC,
      period: MONTH,
      notice: 0n,
      calls: 10_000n,
      covers: 5n,
      services: [{ serviceId: 0n, weight: 10_000n }],
    };
    await treasury.actAsOwner(subscriptions.interface.encodeFunctionData("makePlan", [plan]));
    const planId = await subscriptions.planIdOf(plan);
    const signed = await agree(parts, { planId, maxPerPeriod: plan.price });
    await as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE);
    const id = await subscriptions.hashAgreement(signed[0]);
    await at((await now()) + MONTH);
    await subscriptions.release(id);
    expect(await earnings.pendingOf(treasury, 0n)).to.equal(46_550_000n);
    expect(await subscriptions.feesOf(payer.address, 0n)).to.equal(1_470_000n);
  });
});

describe("Subscriptions.subscribe in the place of another", () => {
  it("gives back what the old one has not earned, and takes the new one's first period, in one transaction", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler, payer, token } = parts;
    const old = await subscribe(parts);
    const { periodStart } = await subscriptions.subscriptionOf(old);
    const planId = await makePlan(parts, { name: "Pro", price: 90n * USDC });
    const third = periodStart + MONTH / 3n;
    const change = { planId, maxPerPeriod: 90n * USDC, replaces: old, deadline: third };
    const signed = await agree(parts, change);
    await at(third);
    await expect(as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE))
      .to.emit(subscriptions, "SubscriptionCancelled")
      .withArgs(old, payer.address, 20n * USDC, `0x${"0".repeat(40)}`, third);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - 30n * USDC + 20n * USDC - 90n * USDC);
    expect(await subscriptions.heldFor(old)).to.deep.equal([10n * USDC, 0n]);
    expect(await token.balanceOf(subscriptions)).to.equal(100n * USDC);
  });

  it("gives a wallet what a wallet paid", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, settler, payer, token } = parts;
    const old = await subscribe(parts, { fromWallet: true });
    const before: bigint = await token.balanceOf(payer.address);
    const { periodStart } = await subscriptions.subscriptionOf(old);
    const half = periodStart + MONTH / 2n;
    const signed = await agree(parts, { replaces: old, deadline: half });
    await at(half);
    await as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE);
    expect(await token.balanceOf(payer.address)).to.equal(before + PRICE / 2n);
    expect((await accountOf(parts)).balance).to.equal(BALANCE - PRICE);
  });

  it("ends nobody else's, none that is unknown, and none twice", async () => {
    const parts = await loadFixture(planned);
    const { subscriptions, vault, settler, payer, gateway, stranger } = parts;
    const old = await subscribe(parts);
    await as(vault, payer).deposit(stranger.address, gateway.address, PRICE, NO_PERMIT);
    const theirs = await agree(parts, { payer: stranger.address, replaces: old }, stranger);
    await expect(as(subscriptions, settler).subscribe(...theirs, NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsNotPayer")
      .withArgs(old, stranger.address);
    const unknown = `0x${"ab".repeat(32)}` as const;
    await expect(
      as(subscriptions, settler).subscribe(...(await agree(parts, { replaces: unknown })), NO_ALLOWANCE),
    )
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsUnknown")
      .withArgs(unknown);
    await subscribe(parts, { replaces: old, nonce: 2n });
    await expect(
      as(subscriptions, settler).subscribe(
        ...(await agree(parts, { replaces: old, nonce: 3n })),
        NO_ALLOWANCE,
      ),
    )
      .to.be.revertedWithCustomError(subscriptions, "SubscriptionsAlreadyCancelled")
      .withArgs(old);
  });
});

describe("Subscriptions on the market without any", () => {
  it("knows nothing of an id that nobody began", async () => {
    const { subscriptions } = await loadFixture(market);
    const unknown = `0x${"ab".repeat(32)}`;
    expect((await subscriptions.subscriptionOf(unknown)).state).to.equal(State.Unknown);
    expect(await subscriptions.heldFor(unknown)).to.deep.equal([0n, 0n]);
  });
});
