/** Totals by day: `day` is the Unix second at which a UTC day begins. */
import { index, onchainTable, primaryKey } from "ponder";
import { prepaidParts, sum, count } from "./columns.ts";

export const serviceDay = onchainTable(
  "service_day",
  (t) => ({
    serviceId: t.bigint().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
    ...prepaidParts(t),
    fee: sum(t),
    net: sum(t),
    claimedRows: count(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.day] }), byDay: index().on(table.day) }),
);

export const payerDay = onchainTable(
  "payer_day",
  (t) => ({
    payer: t.hex().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
    ...prepaidParts(t),
    claimedRows: count(t),
    /** For subscriptions and streams, from accounts and wallets; and what came back of it. */
    paidAhead: sum(t),
    paidBack: sum(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.payer, table.day] }), byDay: index().on(table.day) }),
);

/** What a payee earned with all his services, and gave back or had to. */
export const payeeDay = onchainTable(
  "payee_day",
  (t) => ({
    payee: t.hex().notNull(),
    day: t.bigint().notNull(),
    earned: sum(t),
    refunded: sum(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.payee, table.day] }), byDay: index().on(table.day) }),
);

export const gatewayDay = onchainTable(
  "gateway_day",
  (t) => ({
    gateway: t.hex().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
    ...prepaidParts(t),
    fee: sum(t),
    earned: sum(t),
    claimedRows: count(t),
    skippedRows: count(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.gateway, table.day] }), byDay: index().on(table.day) }),
);

export const protocolDay = onchainTable("protocol_day", (t) => ({
  day: t.bigint().primaryKey(),
  gross: sum(t),
  ...prepaidParts(t),
  fee: sum(t),
  treasuryShare: sum(t),
  gatewayShare: sum(t),
  hostShare: sum(t),
  integratorShare: sum(t),
  rewardsShare: sum(t),
  claims: count(t),
  claimedRows: count(t),
  deposited: sum(t),
  withdrawn: sum(t),
  /** Left the accounts for subscriptions and streams, and came back into them from anywhere. */
  prepaid: sum(t),
  refunded: sum(t),
  rewardsPaid: sum(t),
}));
