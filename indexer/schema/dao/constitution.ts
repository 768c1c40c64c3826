/** The rules of voting and the text that is in force: Constitution. */
import { index, onchainTable, type PgColumnsBuilders } from "ponder";
import { origin } from "../columns.ts";

const tierNumbers = (t: PgColumnsBuilders) => ({
  /** Seconds. */
  votingDelay: t.integer().notNull(),
  votingPeriod: t.integer().notNull(),
  /** Basis points; threshold and quorum of the supply outside EXCLUDED. */
  thresholdBps: t.integer().notNull(),
  quorumBps: t.integer().notNull(),
  approvalBps: t.integer().notNull(),
  /** Ballots with a voice below which the voice house is not yet asked. */
  minVoices: t.integer().notNull(),
  overridable: t.boolean().notNull(),
  /** The greater is the stricter. */
  rank: t.integer().notNull(),
});

/** The numbers of a tier now. How long what it passed waits is the Governor's delay in the role: `roleMember`. */
export const tier = onchainTable("tier", (t) => ({
  /** Of the Authority. */
  role: t.bigint().primaryKey(),
  ...tierNumbers(t),
  setAt: t.bigint().notNull(),
}));

export const tierChange = onchainTable(
  "tier_change",
  (t) => ({
    id: t.text().primaryKey(),
    role: t.bigint().notNull(),
    ...tierNumbers(t),
    ...origin(t),
  }),
  (table) => ({ byRoleTime: index().on(table.role, table.time) }),
);

/** The texts of the constitution; the newest is in force. */
export const constitutionText = onchainTable(
  "constitution_text",
  (t) => ({
    id: t.text().primaryKey(),
    /** keccak256 of the text's bytes. */
    hash: t.hex().notNull(),
    uri: t.text().notNull(),
    ...origin(t),
  }),
  (table) => ({ byTime: index().on(table.time) }),
);
