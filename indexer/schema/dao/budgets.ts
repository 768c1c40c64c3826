/** What councils may pay, ask for and have paid: Treasury. Amounts are base units of the budget's token. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { count, origin, sum } from "../columns.ts";

export interface Band {
  /** Largest amount of this band, base units. */
  readonly maxAmount: string;
  /** Seconds from the last needed approval until the money may leave. */
  readonly delay: number;
  readonly approvals: number;
}

// Values stand in the order of the contract's enum.
export const requestKind = onchainEnum("request_kind", ["payment", "grant", "stream"]);
/** `running` is a grant or a stream. */
export const requestState = onchainEnum("request_state", [
  "none",
  "requested",
  "running",
  "paid",
  "cancelled",
  "stopped",
]);

export const budget = onchainTable(
  "budget",
  (t) => ({
    id: t.bigint().primaryKey(),
    council: t.hex().notNull(),
    token: t.hex().notNull(),
    /** Seconds, and what may leave in any of them. */
    window: t.integer().notNull(),
    cap: t.bigint().notNull(),
    /** By ascending amount. */
    bands: t.jsonb().$type<readonly Band[]>().notNull(),
    /** Paid so far. What left in the window now is the sum of its `treasuryPayment` rows younger than that. */
    paid: sum(t),
    openedAt: t.bigint().notNull(),
    closedAt: t.bigint(),
  }),
  (table) => ({ byCouncil: index().on(table.council) }),
);

export const budgetChange = onchainTable(
  "budget_change",
  (t) => ({
    id: t.text().primaryKey(),
    budgetId: t.bigint().notNull(),
    council: t.hex().notNull(),
    cap: t.bigint().notNull(),
    bands: t.jsonb().$type<readonly Band[]>().notNull(),
    ...origin(t),
  }),
  (table) => ({ byBudgetIdTime: index().on(table.budgetId, table.time) }),
);

/** A payment, a grant or a stream. */
export const treasuryRequest = onchainTable(
  "treasury_request",
  (t) => ({
    id: t.bigint().primaryKey(),
    budgetId: t.bigint().notNull(),
    kind: requestKind().notNull(),
    state: requestState().notNull(),
    /** Null for a stream that was opened by vote. */
    requester: t.hex(),
    recipient: t.hex().notNull(),
    /** The payment, the sum of all milestones, or all that the stream will accrue. */
    amount: t.bigint().notNull(),
    category: t.text().notNull(),
    /** Of the document at `uri`. */
    documentHash: t.hex().notNull(),
    uri: t.text().notNull(),
    approvals: count(t),
    paid: sum(t),
    /** Of a grant or a stream. */
    openedAt: t.bigint(),
    /** When it was cancelled or stopped, and by whom. */
    endedAt: t.bigint(),
    endedBy: t.hex(),
    /** Of a milestone's payment: its grant, and its place there from 0. */
    grantId: t.bigint(),
    milestone: t.integer(),
    /** Of a stream. */
    ratePerSecond: t.bigint(),
    start: t.bigint(),
    end: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    byBudgetIdTime: index().on(table.budgetId, table.time),
    byRecipientTime: index().on(table.recipient, table.time),
    byKindState: index().on(table.kind, table.state),
  }),
);

export const treasuryApproval = onchainTable(
  "treasury_approval",
  (t) => ({
    requestId: t.bigint().notNull(),
    member: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.requestId, table.member] }) }),
);

export const grantMilestone = onchainTable(
  "grant_milestone",
  (t) => ({
    grantId: t.bigint().notNull(),
    /** From 0. */
    number: t.integer().notNull(),
    amount: t.bigint().notNull(),
    /** Of what is to be delivered. */
    hash: t.hex().notNull(),
    /** The newest request for its payment. */
    requestId: t.bigint(),
    paidAt: t.bigint(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.grantId, table.number] }) }),
);

/** What left by budgets: a payment, a milestone, or a withdrawal of a stream. */
export const treasuryPayment = onchainTable(
  "treasury_payment",
  (t) => ({
    id: t.text().primaryKey(),
    requestId: t.bigint().notNull(),
    budgetId: t.bigint().notNull(),
    token: t.hex().notNull(),
    recipient: t.hex().notNull(),
    amount: t.bigint().notNull(),
    category: t.text().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byBudgetIdTime: index().on(table.budgetId, table.time),
    byRequestId: index().on(table.requestId),
    byTime: index().on(table.time),
  }),
);
