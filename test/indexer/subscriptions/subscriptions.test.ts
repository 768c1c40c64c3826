import { expect } from "chai";
import { and, asc, eq } from "drizzle-orm";
import { zeroHash, type Hex } from "viem";
import { agreementTypes, subscriptionsDomain } from "../../../contracts/typed-data.ts";
import * as schema from "../../../indexer/ponder.schema.ts";
import type { ChainClient } from "../../../scripts/deploy/client.ts";
import { DAY, NO_PERMIT, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { trustedMarket, type Trusted } from "../trusted.ts";

const MONTH = 30 * DAY;
const PRICE = 30n * USDC;
const NO_ALLOWANCE = { value: 0n, ...NO_PERMIT };

describe("the index of subscriptions", function () {
  this.timeout(300_000);
  let trusted: Trusted;
  let market: Trusted["market"];
  let db: Trusted["indexed"]["indexer"]["db"];
  let onlyRow: Trusted["indexed"]["onlyRow"];
  let payer: ChainClient;
  let solc: bigint;
  let lint: bigint;
  let bundle: Hex;
  let first: Hex;

  before(async () => {
    trusted = await trustedMarket();
    ({ market } = trusted);
    ({ onlyRow } = trusted.indexed);
    ({ db } = trusted.indexed.indexer);
    // Nobody else pays with it: its account is compared as a whole.
    payer = await trusted.person(3);
    solc = await market.list("subscribed/solc");
    lint = await market.list("subscribed-elsewhere/lint", undefined, market.publisher2);
    await market.deposit(payer, 200n * USDC);
  });

  const planRow = (id: Hex) => onlyRow(() => db.select().from(schema.plan).where(eq(schema.plan.id, id)));
  const subscriptionRow = (id: Hex) =>
    onlyRow(() => db.select().from(schema.subscription).where(eq(schema.subscription.id, id)));
  const customerRow = (serviceId: bigint) =>
    onlyRow(() =>
      db
        .select()
        .from(schema.customer)
        .where(
          and(
            eq(schema.customer.serviceId, serviceId),
            eq(schema.customer.payer, lower(payer.account.address)),
          ),
        ),
    );

  async function makePlan(name: string, services: readonly bigint[], price = PRICE): Promise<Hex> {
    const weights = services.length === 1 ? [10_000] : [7_500, 2_500];
    const plan = {
      name,
      price,
      period: MONTH,
      notice: 0,
      calls: 1_000,
      covers: 0,
      services: services.map((serviceId, index) => ({ serviceId, weight: weights[index]! })),
    };
    const call = { ...trusted.subscriptions, functionName: "makePlan", args: [plan] } as const;
    const { result } = await market.publisher.simulateContract(call);
    await market.done(market.publisher.writeContract(call));
    return result;
  }

  async function subscribe(
    planId: Hex,
    changes: { replaces?: Hex; fromWallet?: boolean } = {},
  ): Promise<Hex> {
    const now = await trusted.now();
    const agreement = {
      payer: payer.account.address,
      gateway: market.gateway.account.address,
      planId,
      replaces: zeroHash,
      maxPerPeriod: PRICE,
      fromWallet: false,
      endsAt: now + BigInt(365 * DAY),
      deadline: now + BigInt(DAY),
      nonce: now,
      ...changes,
    };
    const signature = await payer.signTypedData({
      domain: subscriptionsDomain(market.deployment.chainId, trusted.subscriptions.address),
      types: agreementTypes,
      primaryType: "SubscriptionAgreement",
      message: agreement,
    });
    const args = [agreement, signature, NO_ALLOWANCE] as const;
    const call = { ...trusted.subscriptions, functionName: "subscribe", args } as const;
    const { result } = await market.settler.simulateContract(call);
    await market.done(market.settler.writeContract(call));
    return result;
  }

  /** The row, after it was compared with the contract. */
  async function compared(id: Hex) {
    const row = await subscriptionRow(id);
    const of = { ...trusted.subscriptions, args: [id] } as const;
    const known = await market.admin.readContract({ ...of, functionName: "subscriptionOf" });
    const [earned, unearned] = await market.admin.readContract({ ...of, functionName: "heldFor" });
    expect(row).to.include({
      payer: lower(known.payer),
      gateway: lower(known.gateway),
      planId: known.planId,
      fromWallet: known.fromWallet,
      periodIndex: known.periodIndex,
      periodStart: known.periodStart,
      periodEnd: known.periodEnd,
      held: earned + unearned,
    });
    if (row.state === "running") expect(row.endsAt).to.equal(known.endsAt);
    expect(row.held).to.equal(row.paid - row.released - row.refunded);
    const periods = await db
      .select()
      .from(schema.subscriptionPeriod)
      .where(eq(schema.subscriptionPeriod.subscriptionId, id));
    const sumOf = (pick: (period: (typeof periods)[number]) => bigint) =>
      periods.reduce((sum, period) => sum + pick(period), 0n);
    expect(row).to.include({
      paid: sumOf(({ amount }) => amount),
      released: sumOf(({ released }) => released),
      fee: sumOf(({ fee }) => fee),
      refunded: sumOf(({ refunded }) => refunded),
    });
    return row;
  }

  it("shows a plan with its services, and that it waits until all of them have accepted", async () => {
    bundle = await makePlan("Both compilers", [solc, lint]);
    expect(await planRow(bundle)).to.include({
      home: solc,
      name: "Both compilers",
      price: PRICE,
      period: MONTH,
      calls: 1_000n,
      services: 2,
      missing: 1,
      state: "proposed",
      openedAt: null,
    });
    const { publisher2 } = market;
    await market.done(
      publisher2.writeContract({
        ...trusted.subscriptions,
        functionName: "acceptPlan",
        args: [bundle, lint],
      }),
    );
    expect(await planRow(bundle)).to.include({ missing: 0, state: "open", openedAt: await trusted.now() });
    const shares = await db
      .select()
      .from(schema.planService)
      .where(eq(schema.planService.planId, bundle))
      .orderBy(asc(schema.planService.position));
    expect(shares.map(({ serviceId, weight }) => [serviceId, weight])).to.deep.equal([
      [solc, 7_500],
      [lint, 2_500],
    ]);
    expect(shares.every(({ acceptedAt }) => acceptedAt !== null)).to.equal(true);
  });

  it("follows a period from the account to the publishers, each by his weight", async () => {
    first = await subscribe(bundle);
    expect(await compared(first)).to.include({ state: "running", paid: PRICE, released: 0n, home: solc });
    const account = await onlyRow(() =>
      db
        .select()
        .from(schema.account)
        .where(eq(schema.account.payer, lower(payer.account.address))),
    );
    expect(account).to.include({ balance: 170n * USDC, prepaid: PRICE, claimed: 0n });
    const [event] = await db
      .select()
      .from(schema.accountEvent)
      .where(
        and(
          eq(schema.accountEvent.payer, lower(payer.account.address)),
          eq(schema.accountEvent.kind, "prepaid"),
        ),
      );
    expect(event).to.include({
      amount: PRICE,
      balance: 170n * USDC,
      party: lower(trusted.subscriptions.address),
    });

    await market.pass(10 * DAY);
    await market.done(
      payer.writeContract({ ...trusted.subscriptions, functionName: "release", args: [first] }),
    );
    const { released, fee, releasedUntil } = await compared(first);
    expect(released > 0n && fee > 0n).to.equal(true);
    expect(releasedUntil).to.equal(await trusted.now());
    const releases = await db
      .select()
      .from(schema.subscriptionRelease)
      .where(eq(schema.subscriptionRelease.subscriptionId, first));
    expect(releases.map(({ serviceId, amount }) => [serviceId, amount])).to.deep.equal([
      [solc, (released * 3n) / 4n],
      [lint, released - (released * 3n) / 4n],
    ]);
    const serviceRow = await trusted.indexed.serviceRow(solc);
    expect(serviceRow).to.include({ gross: releases[0]?.amount, subscribed: releases[0]?.amount, payers: 1 });
    const earning = await onlyRow(() =>
      db.select().from(schema.earning).where(eq(schema.earning.serviceId, solc)),
    );
    expect(earning.earned).to.equal(serviceRow.net);
    for (const id of [solc, lint]) {
      const args = [payer.account.address, id] as const;
      const fees = await market.admin.readContract({
        ...trusted.subscriptions,
        functionName: "feesOf",
        args,
      });
      expect(fees > 0n).to.equal(true);
      expect((await customerRow(id)).subscriptionFees).to.equal(fees);
    }
  });

  it("follows a renewal: the period before it is passed on to its last unit", async () => {
    await market.pass(21 * DAY);
    const { settler } = market;
    await market.done(
      settler.writeContract({ ...trusted.subscriptions, functionName: "renew", args: [first] }),
    );
    await market.pass(DAY);
    await market.done(
      settler.writeContract({ ...trusted.subscriptions, functionName: "release", args: [first] }),
    );
    expect(await compared(first)).to.include({ periodIndex: 2, paid: 2n * PRICE });
    const periods = await db
      .select()
      .from(schema.subscriptionPeriod)
      .where(eq(schema.subscriptionPeriod.subscriptionId, first))
      .orderBy(asc(schema.subscriptionPeriod.number));
    expect(periods.map(({ number, amount }) => [number, amount])).to.deep.equal([
      [1, PRICE],
      [2, PRICE],
    ]);
    expect(periods[0]?.released).to.equal(PRICE);
    expect(periods[1]!.released < PRICE).to.equal(true);
  });

  it("follows a change of plan: what the old one has not earned comes back to the account", async () => {
    const own = await makePlan("Compiler alone", [solc], 10n * USDC);
    const second = await subscribe(own, { replaces: first });
    const old = await compared(first);
    expect(old).to.include({ state: "cancelled", replacedBy: second, refundedTo: null });
    expect(old.refunded > 0n).to.equal(true);
    expect(await compared(second)).to.include({ state: "running", replaces: first, paid: 10n * USDC });
    expect(await planRow(bundle)).to.include({ subscriptions: 1, uncancelled: 0, refunded: old.refunded });
    const account = await onlyRow(() =>
      db
        .select()
        .from(schema.account)
        .where(eq(schema.account.payer, lower(payer.account.address))),
    );
    const { balance } = await market.accountOf(payer);
    expect(account).to.include({ balance, refunded: old.refunded, prepaid: 2n * PRICE + 10n * USDC });
    expect(account.balance).to.equal(account.deposited + account.refunded - account.prepaid);
  });

  it("follows one that a wallet pays, and what goes back to the wallet", async () => {
    const paidByWallet = await makePlan("By wallet", [solc], 20n * USDC);
    const id = await subscribe(paidByWallet, { fromWallet: true });
    expect(await compared(id)).to.include({ fromWallet: true, paid: 20n * USDC });
    await market.pass(15 * DAY);
    const to = payer.account.address;
    await market.done(
      payer.writeContract({ ...trusted.subscriptions, functionName: "cancel", args: [id, to] }),
    );
    expect(await compared(id)).to.include({ state: "cancelled", refundedTo: lower(to) });
    await market.done(
      market.publisher.writeContract({
        ...trusted.subscriptions,
        functionName: "retirePlan",
        args: [paidByWallet, solc],
      }),
    );
    expect(await planRow(paidByWallet)).to.include({ state: "retired", retiredBy: solc });
  });

  it("adds up: what all hold is what the contract holds, what payers paid ahead is what it was charged", async () => {
    await trusted.indexed.indexer.reach();
    const all = await db.select().from(schema.subscription);
    const held = all.reduce((sum, row) => sum + row.held, 0n);
    expect(held).to.equal(await market.balanceOf(trusted.subscriptions.address));
    expect((await onlyRow(() => db.select().from(schema.protocol))).subscriptionsHeld).to.equal(held);
    const days = await db
      .select()
      .from(schema.payerDay)
      .where(eq(schema.payerDay.payer, lower(payer.account.address)));
    const own = all.filter((row) => row.payer === lower(payer.account.address));
    const total = (pick: (row: (typeof own)[number]) => bigint) =>
      own.reduce((sum, row) => sum + pick(row), 0n);
    expect(days.reduce((sum, { paidAhead }) => sum + paidAhead, 0n)).to.equal(total(({ paid }) => paid));
    expect(days.reduce((sum, { paidBack }) => sum + paidBack, 0n)).to.equal(total((row) => row.refunded));
    expect(days.reduce((sum, { subscribed }) => sum + subscribed, 0n)).to.equal(
      total(({ released }) => released),
    );
  });
});
