/** Plans, who subscribed to them, and what each period was paid and has earned: Subscriptions. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { count, origin, sum } from "./columns.ts";

/** `proposed` waits until the controllers of all its services accept. */
export const planState = onchainEnum("plan_state", ["proposed", "open", "retired"]);
/** A `running` one whose `periodEnd` has passed serves no more until its next period is charged. */
export const subscriptionState = onchainEnum("subscription_state", ["running", "cancelled"]);

/** A price for a period, a quota of calls, and the services that share the price. The platform's are those of service 0. */
export const plan = onchainTable(
  "plan",
  (t) => ({
    id: t.hex().primaryKey(),
    /** The service whose controller made it. */
    home: t.bigint().notNull(),
    name: t.text().notNull(),
    /** Of one period. */
    price: t.bigint().notNull(),
    /** Seconds; `notice` is how long a cancelled period still runs. */
    period: t.integer().notNull(),
    notice: t.integer().notNull(),
    calls: t.bigint().notNull(),
    /** How many services, whichever they are, a plan of the platform is good for. */
    covers: t.integer().notNull(),
    services: t.integer().notNull(),
    /** Services whose controllers have yet to accept. */
    missing: t.integer().notNull(),
    state: planState().notNull(),
    openedAt: t.bigint(),
    retiredAt: t.bigint(),
    /** The service whose controller retired it. */
    retiredBy: t.bigint(),
    /** Subscriptions ever begun, and those that nobody has cancelled. */
    subscriptions: count(t),
    uncancelled: count(t),
    /** Paid for its periods, given back, and passed on as earned; the fee is part of what was earned. */
    paid: sum(t),
    refunded: sum(t),
    earned: sum(t),
    fee: sum(t),
    ...origin(t),
  }),
  (table) => ({ byHome: index().on(table.home), byState: index().on(table.state) }),
);

export const planService = onchainTable(
  "plan_service",
  (t) => ({
    planId: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    /** In the plan, from 0. */
    position: t.integer().notNull(),
    /** Its part of the price, basis points. */
    weight: t.integer().notNull(),
    /** Null while its controller has yet to accept, or, until the plan is open, while the events do not tell. */
    acceptedAt: t.bigint(),
    earned: sum(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.planId, table.serviceId] }),
    byServiceId: index().on(table.serviceId),
  }),
);

export const subscription = onchainTable(
  "subscription",
  (t) => ({
    /** Digest of the payer's agreement. */
    id: t.hex().primaryKey(),
    payer: t.hex().notNull(),
    /** Counts the quota. */
    gateway: t.hex().notNull(),
    planId: t.hex().notNull(),
    /** Of the plan. */
    home: t.bigint().notNull(),
    /** The one that it ended, and the one that ended it; null for none. */
    replaces: t.hex(),
    replacedBy: t.hex(),
    /** Most that a period may cost. */
    maxPerPeriod: t.bigint().notNull(),
    /** Whether the payer's wallet pays instead of his account. */
    fromWallet: t.boolean().notNull(),
    /** As agreed: from then on no period is charged. */
    endsAt: t.bigint().notNull(),
    state: subscriptionState().notNull(),
    /** The newest period, from 1. */
    periodIndex: t.integer().notNull().default(0),
    periodStart: t.bigint(),
    periodEnd: t.bigint(),
    /** What was earned until then has been passed on. */
    releasedUntil: t.bigint(),
    paid: sum(t),
    /** Passed on as earned; `fee` is part of it. */
    released: sum(t),
    fee: sum(t),
    refunded: sum(t),
    /** Held for it now, earned or not. */
    held: sum(t),
    cancelledAt: t.bigint(),
    /** Who was paid back; null for the account, or when nothing was. */
    refundedTo: t.hex(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
    byPlanId: index().on(table.planId),
    byHome: index().on(table.home),
    byPeriodEnd: index().on(table.periodEnd),
  }),
);

/** One charge of a subscription. */
export const subscriptionPeriod = onchainTable(
  "subscription_period",
  (t) => ({
    subscriptionId: t.hex().notNull(),
    /** From 1. */
    number: t.integer().notNull(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    planId: t.hex().notNull(),
    amount: t.bigint().notNull(),
    start: t.bigint().notNull(),
    /** Sooner when it was cancelled. */
    end: t.bigint().notNull(),
    released: sum(t),
    fee: sum(t),
    refunded: sum(t),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.subscriptionId, table.number] }),
    byPayerTime: index().on(table.payer, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
    byPlanIdTime: index().on(table.planId, table.time),
  }),
);

/** What a period had earned and one service was credited with. */
export const subscriptionRelease = onchainTable(
  "subscription_release",
  (t) => ({
    id: t.text().primaryKey(),
    subscriptionId: t.hex().notNull(),
    number: t.integer().notNull(),
    serviceId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    /** The fee included. */
    amount: t.bigint().notNull(),
    fee: t.bigint().notNull(),
    treasuryShare: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    bySubscriptionId: index().on(table.subscriptionId),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byPayerTime: index().on(table.payer, table.time),
  }),
);
