/** Who holds STOA and who votes with it: StoaToken. All amounts are base units, 18 decimals. */
import { index, onchainTable, primaryKey } from "ponder";
import { count, origin, sum } from "../columns.ts";

/** An account that holds STOA, has held it, or votes with others'. */
export const holder = onchainTable(
  "holder",
  (t) => ({
    account: t.hex().primaryKey(),
    balance: sum(t),
    /** Whom it delegates its balance to; null until it has, and then the balance votes for nobody. */
    delegate: t.hex(),
    /** Delegates to EXCLUDED: its balance is outside every quorum. */
    excluded: t.boolean().notNull().default(false),
    /** Its power: the balances that are delegated to it. */
    votes: sum(t),
    /** Accounts that delegate to it, itself included. */
    delegators: count(t),
    knownSince: t.bigint().notNull(),
  }),
  (table) => ({
    byBalance: index().on(table.balance),
    byVotes: index().on(table.votes),
    byDelegate: index().on(table.delegate),
  }),
);

/** An account's balance after each transfer that changed it. */
export const balanceChange = onchainTable(
  "balance_change",
  (t) => ({
    id: t.text().notNull(),
    account: t.hex().notNull(),
    balance: t.bigint().notNull(),
    /** Negative for what it sent. */
    change: t.bigint().notNull(),
    /** The other side; zero at the mint. */
    party: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.id, table.account] }),
    byAccountTime: index().on(table.account, table.time),
  }),
);

/** An account's power after each event that changed it. */
export const votesChange = onchainTable(
  "votes_change",
  (t) => ({
    id: t.text().primaryKey(),
    account: t.hex().notNull(),
    votes: t.bigint().notNull(),
    change: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byAccountTime: index().on(table.account, table.time) }),
);

export const delegation = onchainTable(
  "delegation",
  (t) => ({
    id: t.text().primaryKey(),
    delegator: t.hex().notNull(),
    /** Zero for nobody. */
    from: t.hex().notNull(),
    to: t.hex().notNull(),
    /** The delegator's balance then. */
    amount: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byDelegatorTime: index().on(table.delegator, table.time),
    byToTime: index().on(table.to, table.time),
  }),
);

/** One row: the votes there are. Quorums are shares of `supply` less `excluded`. */
export const electorate = onchainTable("electorate", (t) => ({
  id: t.integer().primaryKey(),
  supply: sum(t),
  /** Delegated to EXCLUDED. */
  excluded: sum(t),
  /** Delegated to anybody else: all the power there is. */
  delegated: sum(t),
}));

/** The electorate at the end of each second in which it changed. */
export const electorateChange = onchainTable("electorate_change", (t) => ({
  time: t.bigint().primaryKey(),
  supply: t.bigint().notNull(),
  excluded: t.bigint().notNull(),
  delegated: t.bigint().notNull(),
}));
