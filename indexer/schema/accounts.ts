/** Payers' money and keys: EscrowVault. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin, prepaidParts, sum, count } from "./columns.ts";

export const accountEventKind = onchainEnum("account_event_kind", [
  "deposited",
  "thawing",
  "thawCancelled",
  "withdrawn",
  "released",
  "refunded",
  "prepaid",
]);

/** A payer's money at one gateway. */
export const account = onchainTable(
  "account",
  (t) => ({
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    /** The thawing part included. */
    balance: sum(t),
    thawing: sum(t),
    /** Means something while something thaws. */
    thawEnd: sum(t),
    epoch: t.integer().notNull().default(0),
    openedAt: t.bigint().notNull(),
    deposited: sum(t),
    withdrawn: sum(t),
    claimed: sum(t),
    /** Paid ahead for subscriptions and streams. */
    prepaid: sum(t),
    /** Given back: by publishers, and by subscriptions and streams. */
    refunded: sum(t),
    lastClaimedAt: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payer, table.gateway] }),
    byGateway: index().on(table.gateway),
  }),
);

export const accountEvent = onchainTable(
  "account_event",
  (t) => ({
    id: t.text().primaryKey(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    kind: accountEventKind().notNull(),
    amount: t.bigint().notNull(),
    /** Who paid in, or who was paid: Subscriptions or Streams for what was paid ahead. */
    party: t.hex(),
    /** Of the account after the event. */
    balance: t.bigint().notNull(),
    thawEnd: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
  }),
);

/** A key that may sign vouchers for a payer at one gateway. */
export const sessionKey = onchainTable(
  "session_key",
  (t) => ({
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    key: t.hex().notNull(),
    cap: sum(t),
    /** Claimed with it so far; carries over to later grants. */
    spent: sum(t),
    /** 0 for no limit. */
    maxPerCall: sum(t),
    validBefore: sum(t),
    /** Merkle root over the allowed services; zero for all. */
    servicesRoot: t.hex(),
    integrator: t.hex(),
    nonce: sum(t),
    revoked: t.boolean().notNull().default(false),
    /** Null for a key that was revoked before it was ever granted. */
    grantedAt: t.bigint(),
    revokedAt: t.bigint(),
    lastClaimedAt: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payer, table.gateway, table.key] }),
    byKey: index().on(table.key),
    byGateway: index().on(table.gateway),
  }),
);

/** What one signer spent on one service: the counter that vouchers raise. */
export const ledger = onchainTable(
  "ledger",
  (t) => ({
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    key: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    /** In `epoch`, as on chain. */
    claimed: t.bigint().notNull(),
    epoch: t.integer().notNull(),
    /** The treasury's part of all fees ever, as on chain. */
    fees: sum(t),
    /** Over all epochs. */
    gross: sum(t),
    lastClaimedAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payer, table.gateway, table.key, table.serviceId] }),
    byServiceId: index().on(table.serviceId),
    byKey: index().on(table.key),
  }),
);

/** What one payer spent on one service. */
export const customer = onchainTable(
  "customer",
  (t) => ({
    serviceId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    gross: sum(t),
    ...prepaidParts(t),
    claimedRows: count(t),
    /** The treasury's part of the fees that subscriptions and streams paid for him, as on chain: none of a publisher's own. */
    subscriptionFees: sum(t),
    streamFees: sum(t),
    firstClaimedAt: t.bigint().notNull(),
    lastClaimedAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.payer] }),
    byPayer: index().on(table.payer),
  }),
);
