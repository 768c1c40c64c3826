/** Columns that many tables have. */
import type { PgColumnsBuilders } from "ponder";

/** Where and when an event happened. */
export const origin = (t: PgColumnsBuilders) => ({
  time: t.bigint().notNull(),
  block: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
});

/** Of a `gross` beside them: what subscriptions and what streams earned. The rest was claimed by voucher or by exact, or swept. */
export const prepaidParts = (t: PgColumnsBuilders) => ({ subscribed: sum(t), streamed: sum(t) });

/** A sum that starts at nothing. */
export const sum = (t: PgColumnsBuilders) => t.bigint().notNull().default(0n);
export const count = (t: PgColumnsBuilders) => t.integer().notNull().default(0);
