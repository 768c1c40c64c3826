/** Cases before the Court: what they are about, each step, and who got what. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin, sum } from "../columns.ts";

// Values stand in the order of the contract's enums; of those that begin with None, without it.
export const caseKind = onchainEnum("case_kind", ["stake", "bond", "charge", "review", "bounty"]);
/**
 * `open` waits for the respondent, `answered` for the arbitrator, `ruled` for an appeal, `appealed` for the vote, `decided` for
 * its execution. Time alone ends each: see `deadline`.
 */
export const caseState = onchainEnum("case_state", [
  "open",
  "answered",
  "ruled",
  "appealed",
  "decided",
  "closed",
]);
/** `refused`: nobody decided. `upheld`: the challenger is right. */
export const caseOutcome = onchainEnum("case_outcome", ["refused", "upheld", "rejected"]);
export const caseReply = onchainEnum("case_reply", ["silent", "answered", "conceded"]);
export const caseStepKind = onchainEnum("case_step_kind", [
  "opened",
  "answered",
  "conceded",
  "ruled",
  "appealed",
  "appealResolved",
  "closed",
]);

export const courtCase = onchainTable(
  "court_case",
  (t) => ({
    id: t.bigint().primaryKey(),
    kind: caseKind().notNull(),
    challenger: t.hex().notNull(),
    /** Who sent the transaction that opened it. */
    opener: t.hex().notNull(),
    /** Whom it is against; who put up the bond, once it is answered. */
    respondent: t.hex().notNull(),
    appellant: t.hex(),
    state: caseState().notNull(),
    reply: caseReply().notNull().default("silent"),
    /** The arbitrator's; null until he ruled. */
    ruling: caseOutcome(),
    /** Final once the case is decided; before that the ruling. */
    outcome: caseOutcome(),
    /** What the case is about: the service of every case but a bond's, and by kind what follows. */
    serviceId: t.bigint(),
    /** Stake: the lock. */
    lockId: t.bigint(),
    /** Bond and charge: the gateway; bond: its run. The payee whose claims are disputed is the respondent. */
    gateway: t.hex(),
    run: t.bigint(),
    /** Charge: the dispute at ChargeDisputes. */
    chargeDisputeId: t.bigint(),
    /** Review: its author and its number. */
    client: t.hex(),
    feedbackIndex: t.bigint(),
    bountyId: t.bigint(),

    /** That it is about. */
    amount: t.bigint().notNull(),
    /** The challenger's, and what the others put up; none for a charge, whose bonds are at ChargeDisputes. */
    bond: t.bigint().notNull(),
    respondentBond: sum(t),
    appealBond: sum(t),

    arbitrator: t.hex().notNull(),
    /** At the arbitrator. */
    disputeId: t.bigint().notNull(),
    /** Inclusive: of the answer, then of the ruling, then of an appeal, then of the vote. */
    deadline: t.bigint().notNull(),
    ruleBy: t.bigint().notNull(),
    appealWindow: t.integer().notNull(),
    /** Of the appeal, at the Governor, and the outcome that it proposes. */
    proposalId: t.bigint(),
    proposedOutcome: caseOutcome(),

    answeredAt: t.bigint(),
    ruledAt: t.bigint(),
    appealedAt: t.bigint(),
    closedAt: t.bigint(),
    /** Whether what it was about took the outcome; null until it is closed. */
    done: t.boolean(),
    /** Of the stake, or voided of the bond's claims. */
    taken: sum(t),
    /** Of the bonds, to be collected. */
    toChallenger: sum(t),
    toRespondent: sum(t),
    toAppellant: sum(t),
    toTreasury: sum(t),
    ...origin(t),
  }),
  (table) => ({
    byStateDeadline: index().on(table.state, table.deadline),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
    byChallengerTime: index().on(table.challenger, table.time),
    byRespondentTime: index().on(table.respondent, table.time),
    byChargeDisputeId: index().on(table.chargeDisputeId),
    byBountyId: index().on(table.bountyId),
    byReview: index().on(table.serviceId, table.client, table.feedbackIndex),
    byProposalId: index().on(table.proposalId),
  }),
);

export const caseStep = onchainTable(
  "case_step",
  (t) => ({
    id: t.text().primaryKey(),
    caseId: t.bigint().notNull(),
    kind: caseStepKind().notNull(),
    /** Who took it; null for the arbitrator, the vote and whoever executes. */
    party: t.hex(),
    outcome: caseOutcome(),
    /** Put up with it. */
    bond: t.bigint(),
    /** Until when the next may be taken. */
    deadline: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ byCaseIdTime: index().on(table.caseId, table.time) }),
);

export const evidence = onchainTable(
  "evidence",
  (t) => ({
    id: t.text().primaryKey(),
    caseId: t.bigint().notNull(),
    party: t.hex().notNull(),
    /** keccak256 of what can be read at `uri`. */
    hash: t.hex().notNull(),
    uri: t.text().notNull(),
    ...origin(t),
  }),
  (table) => ({ byCaseIdTime: index().on(table.caseId, table.time) }),
);

/** A client whom a stake's case names, and what comes back to him before anybody else has a part. */
export const caseHarmed = onchainTable(
  "case_harmed",
  (t) => ({
    caseId: t.bigint().notNull(),
    /** In the case, from 0. */
    position: t.integer().notNull(),
    payer: t.hex().notNull(),
    amount: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.caseId, table.position] }),
    byPayer: index().on(table.payer),
  }),
);

/** Bonds that an account has won or got back. */
export const courtPurse = onchainTable("court_purse", (t) => ({
  account: t.hex().primaryKey(),
  owed: sum(t),
  collected: sum(t),
}));

/** What was put before the AuditCouncil as arbitrator, by the Court or by any other contract. */
export const hearing = onchainTable("hearing", (t) => ({
  id: t.bigint().primaryKey(),
  arbitrable: t.hex().notNull(),
  openedAt: t.bigint().notNull(),
  /** As ERC-792 counts: 0 for no decision, 1 for the challenger, 2 against him. Null until it is given. */
  ruling: t.bigint(),
  ruledAt: t.bigint(),
}));

/** One row: who rules on the cases that are opened from now on. */
export const court = onchainTable("court", (t) => ({
  id: t.integer().primaryKey(),
  arbitrator: t.hex().notNull(),
  extraData: t.hex().notNull(),
  setAt: t.bigint().notNull(),
}));
