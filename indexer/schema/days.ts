/** Totals by day: `day` is the Unix second at which a UTC day begins. */
import { index, onchainTable, primaryKey } from "ponder";
import { sum, count } from "./columns.ts";

export const serviceDay = onchainTable(
  "service_day",
  (t) => ({
    serviceId: t.bigint().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
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
    claimedRows: count(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.payer, table.day] }), byDay: index().on(table.day) }),
);

export const gatewayDay = onchainTable(
  "gateway_day",
  (t) => ({
    gateway: t.hex().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
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
}));
