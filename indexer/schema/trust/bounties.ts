/** Rewards set aside for a report on a version, and the reports: AuditBounties. */
import { index, onchainEnum, onchainTable } from "ponder";
import { count, origin, sum } from "../columns.ts";

/** `submitted` waits for the sponsor, `disputed` for the Court. */
export const bountyState = onchainEnum("bounty_state", [
  "open",
  "submitted",
  "disputed",
  "accepted",
  "refunded",
]);
export const bountyStepKind = onchainEnum("bounty_step_kind", [
  "opened",
  "submitted",
  "disputed",
  "accepted",
  "rejected",
  "refunded",
]);

export const bounty = onchainTable(
  "bounty",
  (t) => ({
    id: t.bigint().primaryKey(),
    sponsor: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    versionNumber: t.integer().notNull(),
    reward: t.bigint().notNull(),
    /** What a report is handed in with. */
    bond: t.bigint().notNull(),
    /** The only auditor who may; null for whoever comes first. */
    named: t.hex(),
    submitBy: t.bigint().notNull(),
    state: bountyState().notNull(),
    /** Of the report that waits or was accepted; null when there is none. */
    auditor: t.hex(),
    hash: t.hex(),
    uri: t.text(),
    /** Of the sponsor's review, then of the ruling. */
    deadline: t.bigint(),
    /** Reports that the Court found against. */
    rejected: count(t),
    /** Left by an accepted report; null when the records refused it. */
    attestationId: t.bigint(),
    endedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    byServiceIdTime: index().on(table.serviceId, table.time),
    bySponsorTime: index().on(table.sponsor, table.time),
    byAuditorTime: index().on(table.auditor, table.time),
    byState: index().on(table.state),
  }),
);

export const bountyStep = onchainTable(
  "bounty_step",
  (t) => ({
    id: t.text().primaryKey(),
    bountyId: t.bigint().notNull(),
    kind: bountyStepKind().notNull(),
    /** Who took it. */
    party: t.hex().notNull(),
    /** Put up, or paid. */
    amount: sum(t),
    deadline: t.bigint(),
    /** Of the report that was handed in. */
    hash: t.hex(),
    uri: t.text(),
    ...origin(t),
  }),
  (table) => ({
    byBountyIdTime: index().on(table.bountyId, table.time),
    byPartyTime: index().on(table.party, table.time),
  }),
);

/** Rewards and bonds that an account can collect. */
export const bountyPurse = onchainTable("bounty_purse", (t) => ({
  account: t.hex().primaryKey(),
  owed: sum(t),
  collected: sum(t),
}));
