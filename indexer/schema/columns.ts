/** Columns that many tables have. */
import type { PgColumnsBuilders } from "ponder";

/** Where and when an event happened. */
export const origin = (t: PgColumnsBuilders) => ({
  time: t.bigint().notNull(),
  block: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
});

/** A sum that starts at nothing. */
export const sum = (t: PgColumnsBuilders) => t.bigint().notNull().default(0n);
export const count = (t: PgColumnsBuilders) => t.integer().notNull().default(0);
