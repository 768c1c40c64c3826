/** What the Treasury holds, what came in, what a vote spent, and what is said of it. */
import { index, onchainTable, primaryKey } from "ponder";
import type { Call } from "../../call.ts";
import { origin, sum } from "../columns.ts";

/** What it holds of STOA and of the vault's token; of other tokens it does not know. Base units. */
export const treasuryBalance = onchainTable("treasury_balance", (t) => ({
  token: t.hex().primaryKey(),
  balance: sum(t),
  received: sum(t),
  sent: sum(t),
}));

/** A transfer of STOA or of the vault's token to the Treasury. */
export const treasuryInflow = onchainTable(
  "treasury_inflow",
  (t) => ({
    id: t.text().primaryKey(),
    token: t.hex().notNull(),
    sender: t.hex().notNull(),
    /** The sender's name in the deployment: the treasury's share of fees comes from Earnings. Null for others. */
    contract: t.text(),
    amount: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byTime: index().on(table.time), byContract: index().on(table.contract) }),
);

/** Spent by vote, at once or from the queue. */
export const treasurySpend = onchainTable(
  "treasury_spend",
  (t) => ({
    id: t.text().primaryKey(),
    token: t.hex().notNull(),
    recipient: t.hex().notNull(),
    amount: t.bigint().notNull(),
    category: t.text().notNull(),
    ...origin(t),
  }),
  (table) => ({ byTime: index().on(table.time), byCategory: index().on(table.category) }),
);

/** What a vote spent while the window was used up: it waits until there is room. */
export const queuedSpend = onchainTable("queued_spend", (t) => ({
  id: t.bigint().primaryKey(),
  token: t.hex().notNull(),
  recipient: t.hex().notNull(),
  amount: t.bigint().notNull(),
  category: t.text().notNull(),
  paidAt: t.bigint(),
  droppedAt: t.bigint(),
  ...origin(t),
}));

/** All that left, by token and category: from budgets, and by vote. */
export const treasuryOutflow = onchainTable(
  "treasury_outflow",
  (t) => ({
    token: t.hex().notNull(),
    category: t.text().notNull(),
    fromBudgets: sum(t),
    byVote: sum(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.token, table.category] }) }),
);

export const treasuryReport = onchainTable(
  "treasury_report",
  (t) => ({
    id: t.text().primaryKey(),
    hash: t.hex().notNull(),
    uri: t.text().notNull(),
    ...origin(t),
  }),
  (table) => ({ byTime: index().on(table.time) }),
);

/** What the Treasury did as the owner of service 0, the platform. */
export const platformCall = onchainTable(
  "platform_call",
  (t) => ({
    id: t.text().primaryKey(),
    call: t.jsonb().$type<Call>().notNull(),
    ...origin(t),
  }),
  (table) => ({ byTime: index().on(table.time) }),
);
