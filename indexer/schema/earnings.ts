/** Publishers' earnings and everybody's shares of the fees: Earnings. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin, prepaidParts, sum, count } from "./columns.ts";

export const earningEventKind = onchainEnum("earning_event_kind", [
  "earned",
  "withdrawn",
  "swept",
  "refunded",
  "frozen",
  "released",
]);
export const shareEventKind = onchainEnum("share_event_kind", ["gateway", "host", "integrator", "withdrawn"]);

/** What a payee earned with one service. */
export const earning = onchainTable(
  "earning",
  (t) => ({
    payee: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    earned: sum(t),
    withdrawn: sum(t),
    /** Given back to payers. */
    refunded: sum(t),
    /** Waits for a ruling now. */
    frozen: sum(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payee, table.serviceId] }),
    byServiceId: index().on(table.serviceId),
  }),
);

export const earningEvent = onchainTable(
  "earning_event",
  (t) => ({
    id: t.text().primaryKey(),
    payee: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    kind: earningEventKind().notNull(),
    amount: t.bigint().notNull(),
    /** Of what was earned: from then on it can be withdrawn. */
    maturesAt: t.bigint(),
    /** Zero for what a subscription or a stream has earned. */
    claimId: t.bigint(),
    /** Who was paid. */
    recipient: t.hex(),
    ...origin(t),
  }),
  (table) => ({
    byPayeeTime: index().on(table.payee, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byPayeeMaturesAt: index().on(table.payee, table.maturesAt),
  }),
);

/** What a publisher gave back to a payer, into his account at a gateway. */
export const refund = onchainTable(
  "refund",
  (t) => ({
    id: t.text().primaryKey(),
    payee: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    amount: t.bigint().notNull(),
    nonce: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byPayeeTime: index().on(table.payee, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
  }),
);

/** An account's shares of the fees, as gateway, host or integrator. */
export const share = onchainTable("share", (t) => ({
  account: t.hex().primaryKey(),
  credited: sum(t),
  asGateway: sum(t),
  asHost: sum(t),
  asIntegrator: sum(t),
  withdrawn: sum(t),
}));

export const shareEvent = onchainTable(
  "share_event",
  (t) => ({
    id: t.text().primaryKey(),
    account: t.hex().notNull(),
    kind: shareEventKind().notNull(),
    amount: t.bigint().notNull(),
    /** Null when it was withdrawn, and zero for a sweep, a subscription and a stream. */
    claimId: t.bigint(),
    recipient: t.hex(),
    ...origin(t),
  }),
  (table) => ({ byAccountTime: index().on(table.account, table.time) }),
);

/** One row: the protocol's totals. */
export const protocol = onchainTable("protocol", (t) => ({
  id: t.integer().primaryKey(),
  services: count(t),
  gateways: count(t),
  /** In all payers' accounts now. */
  balance: sum(t),
  deposited: sum(t),
  withdrawn: sum(t),
  /** Left the accounts for subscriptions and streams, and came back into them from anywhere. */
  prepaid: sum(t),
  refunded: sum(t),
  /** Held by Subscriptions and by Streams now, what waits to be collected there included. */
  subscriptionsHeld: sum(t),
  streamsHeld: sum(t),
  claims: count(t),
  claimedRows: count(t),
  gross: sum(t),
  ...prepaidParts(t),
  fee: sum(t),
  /** The treasury's share of all fees, and how much of it has been sent to the Treasury. */
  treasuryShare: sum(t),
  treasurySwept: sum(t),
  /** Review rewards' share of all fees, and how much of it reviewers have been paid; the rest is held in Earnings. */
  rewardsShare: sum(t),
  rewardsPaid: sum(t),
}));
