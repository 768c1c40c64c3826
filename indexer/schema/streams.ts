/** Payment by the second: Streams. */
import { index, onchainEnum, onchainTable } from "ponder";
import { origin, sum } from "./columns.ts";
import { serviceClass } from "./services.ts";

// Values stand in the order of the contract's enum.
export const streamSource = onchainEnum("stream_source", ["account", "wallet"]);
/** A `closed` one earns until its end; `refunded` has given back what was left. */
export const streamState = onchainEnum("stream_state", ["open", "closed", "refunded"]);

/** The least that a service asks of new streams. It ends when the service is transferred. */
export const streamOffer = onchainTable("stream_offer", (t) => ({
  serviceId: t.bigint().primaryKey(),
  ratePerSecond: t.bigint().notNull(),
  /** Seconds that a stream goes on earning after its payer closes it. */
  notice: t.integer().notNull(),
  /** Of the owner who offered: nothing is offered while the service's is another. */
  tenure: t.integer().notNull(),
  offeredAt: t.bigint().notNull(),
  withdrawnAt: t.bigint(),
}));

export const stream = onchainTable(
  "stream",
  (t) => ({
    id: t.bigint().primaryKey(),
    payer: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    gateway: t.hex().notNull(),
    source: streamSource().notNull(),
    ratePerSecond: t.bigint().notNull(),
    notice: t.integer().notNull(),
    /** Both fixed at the opening, as is the host; null for self-hosted terms. */
    class: serviceClass().notNull(),
    feeVersion: t.integer().notNull(),
    host: t.hex(),
    state: streamState().notNull(),
    /** All that was ever put in. */
    deposit: t.bigint().notNull(),
    /** When its money is over, or its close ends it. */
    fundedUntil: t.bigint().notNull(),
    /** Passed on as earned; `fee` is part of it. */
    settled: sum(t),
    fee: sum(t),
    /** When it was last settled, or opened. */
    settledAt: t.bigint().notNull(),
    closedAt: t.bigint(),
    closedBy: t.hex(),
    refunded: sum(t),
    refundedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
    byFundedUntil: index().on(table.fundedUntil),
  }),
);

/** What a stream had earned since the settlement before. */
export const streamSettlement = onchainTable(
  "stream_settlement",
  (t) => ({
    id: t.text().primaryKey(),
    streamId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    gateway: t.hex().notNull(),
    /** The fee included. */
    amount: t.bigint().notNull(),
    fee: t.bigint().notNull(),
    treasuryShare: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byStreamId: index().on(table.streamId),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byPayerTime: index().on(table.payer, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
  }),
);

export const streamTopUp = onchainTable(
  "stream_top_up",
  (t) => ({
    id: t.text().primaryKey(),
    streamId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    amount: t.bigint().notNull(),
    fundedUntil: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byStreamId: index().on(table.streamId) }),
);

/** What came back of streams that wallets had paid: to be collected. */
export const streamPurse = onchainTable("stream_purse", (t) => ({
  account: t.hex().primaryKey(),
  owed: sum(t),
  collected: sum(t),
}));
