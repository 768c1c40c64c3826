/** Councils and what they decide. */
import { index, onchainTable, primaryKey } from "ponder";
import type { Call } from "../../call.ts";
import { count, origin } from "../columns.ts";

export const council = onchainTable("council", (t) => ({
  address: t.hex().primaryKey(),
  /** In the deployment. */
  name: t.text().notNull(),
  members: t.hex().array().notNull(),
  threshold: t.integer().notNull(),
  /** Unix seconds from which it can do nothing. */
  termEnd: t.bigint().notNull(),
  setAt: t.bigint().notNull(),
}));

export const councilTerm = onchainTable(
  "council_term",
  (t) => ({
    id: t.text().primaryKey(),
    council: t.hex().notNull(),
    members: t.hex().array().notNull(),
    threshold: t.integer().notNull(),
    termEnd: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byCouncilTime: index().on(table.council, table.time) }),
);

export const councilProposal = onchainTable(
  "council_proposal",
  (t) => ({
    council: t.hex().notNull(),
    id: t.bigint().notNull(),
    proposer: t.hex().notNull(),
    call: t.jsonb().$type<Call>().notNull(),
    /** Unix seconds from which nothing can be done with it. */
    expiry: t.bigint().notNull(),
    /** Of members and of those who were; the contract counts current members alone. */
    approvals: count(t),
    /** In the Authority, where it waits until `eta`; null for what needs no delay. */
    scheduledAs: t.hex(),
    eta: t.bigint(),
    enactedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.council, table.id] }),
    byTime: index().on(table.time),
  }),
);

export const councilApproval = onchainTable(
  "council_approval",
  (t) => ({
    council: t.hex().notNull(),
    proposalId: t.bigint().notNull(),
    member: t.hex().notNull(),
    approvedAt: t.bigint().notNull(),
    withdrawnAt: t.bigint(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.council, table.proposalId, table.member] }) }),
);
