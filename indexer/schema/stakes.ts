/** What stands behind a service, and what cases took of it. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin, sum } from "./columns.ts";

export const stakeEventKind = onchainEnum("stake_event_kind", [
  "staked",
  "thawing",
  "thawCancelled",
  "withdrawn",
  "slashed",
]);

export const stakeEvent = onchainTable(
  "stake_event",
  (t) => ({
    id: t.text().primaryKey(),
    serviceId: t.bigint().notNull(),
    kind: stakeEventKind().notNull(),
    /** Moved by this event; of a thaw, the whole thawing sum. */
    amount: t.bigint().notNull(),
    /** Who staked, or who was paid. */
    party: t.hex(),
    thawEnd: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ byServiceIdTime: index().on(table.serviceId, table.time) }),
);

/** A case's hold on a stake. Open while `closedAt` is null. */
export const stakeLock = onchainTable(
  "stake_lock",
  (t) => ({
    serviceId: t.bigint().notNull(),
    lockId: t.bigint().notNull(),
    /** The most it may take: half of the stake at the opening. */
    slashable: t.bigint().notNull(),
    slashed: sum(t),
    /** From then on anybody may lift it. */
    until: t.bigint().notNull(),
    closedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.lockId] }) }),
);

/** A receiver's part of a slash. */
export const award = onchainTable(
  "award",
  (t) => ({
    id: t.text().primaryKey(),
    serviceId: t.bigint().notNull(),
    lockId: t.bigint().notNull(),
    receiver: t.hex().notNull(),
    amount: t.bigint().notNull(),
    /** False when the token refused the transfer: the receiver collects it himself. */
    paid: t.boolean().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byServiceId: index().on(table.serviceId),
    byReceiver: index().on(table.receiver),
  }),
);

/** What a receiver can collect: awards that the token refused, less what was collected. */
export const awardBalance = onchainTable("award_balance", (t) => ({
  receiver: t.hex().primaryKey(),
  amount: sum(t),
}));
