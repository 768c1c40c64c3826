/** Proposals and how they were voted: StoaGovernor. Where one is depends on the time: see indexer/proposal-state.ts. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import type { Call } from "../../call.ts";
import { count, origin, sum } from "../columns.ts";

// Values stand in the order of the contract's numbers.
export const ballotSupport = onchainEnum("ballot_support", ["against", "for", "abstain"]);

export const proposal = onchainTable(
  "proposal",
  (t) => ({
    id: t.bigint().primaryKey(),
    proposer: t.hex().notNull(),
    /** First line of the description. */
    title: t.text().notNull(),
    description: t.text().notNull(),
    descriptionHash: t.hex().notNull(),
    /** What it does, in words and raw. */
    calls: t.jsonb().$type<readonly Call[]>().notNull(),
    snapshot: t.bigint().notNull(),
    /** The last second of the vote, as extended. */
    deadline: t.bigint().notNull(),
    extendedAt: t.bigint(),

    /** Its tier, a role of the Authority, and the tier's numbers when it was proposed: they stay its own. */
    role: t.bigint().notNull(),
    quorumBps: t.integer().notNull(),
    approvalBps: t.integer().notNull(),
    minVoices: t.integer().notNull(),
    overridable: t.boolean().notNull(),
    /** Votes that could be cast at the snapshot, and of them For and Abstain that it needs; until then, as it stands. */
    electorate: sum(t),
    quorum: sum(t),

    /** Base units of STOA. */
    powerFor: sum(t),
    powerAgainst: sum(t),
    powerAbstain: sum(t),
    voiceFor: sum(t),
    voiceAgainst: sum(t),
    voiceAbstain: sum(t),
    /** Ballots, and those of them with a voice. */
    ballots: count(t),
    voices: count(t),

    queuedAt: t.bigint(),
    /** Unix seconds from which it can be executed. */
    eta: t.bigint(),
    queueTransactionHash: t.hex(),
    executedAt: t.bigint(),
    executeTransactionHash: t.hex(),
    cancelledAt: t.bigint(),
    /** Who sent the transaction: the proposer, the guardian, or a member of the council that is the guardian. */
    cancelledBy: t.hex(),
    cancelTransactionHash: t.hex(),
    ...origin(t),
  }),
  (table) => ({
    byTime: index().on(table.time),
    byProposer: index().on(table.proposer),
    byRole: index().on(table.role),
    byDeadline: index().on(table.deadline),
  }),
);

/** One voter's vote, in both houses. */
export const ballot = onchainTable(
  "ballot",
  (t) => ({
    proposalId: t.bigint().notNull(),
    voter: t.hex().notNull(),
    support: ballotSupport().notNull(),
    /** Base units of STOA. */
    power: sum(t),
    /** 0 for a voter who is no member, or not yet. */
    voice: sum(t),
    reason: t.text().notNull().default(""),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.proposalId, table.voter] }),
    byVoterTime: index().on(table.voter, table.time),
  }),
);

/** One row: who may cancel proposals, and whose appeals need no tokens. */
export const governor = onchainTable("governor", (t) => ({
  id: t.integer().primaryKey(),
  /** Zero for nobody. */
  guardian: t.hex(),
  guardianTermEnd: t.bigint(),
  court: t.hex(),
}));

export const guardianTerm = onchainTable(
  "guardian_term",
  (t) => ({
    id: t.text().primaryKey(),
    guardian: t.hex().notNull(),
    termEnd: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byTime: index().on(table.time) }),
);
