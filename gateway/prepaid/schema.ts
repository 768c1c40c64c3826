/** What the gateway knows to exist of subscriptions and streams: names to ask the chain about, never what decides. */
import { boolean, index, numeric, pgTable, text } from "drizzle-orm/pg-core";
import type { Address, Hex } from "viem";

const id = (name: string) => numeric(name, { precision: 78, scale: 0, mode: "bigint" });

/** All plans. */
export const plans = pgTable("plans", {
  planId: text("plan_id").$type<Hex>().primaryKey(),
  name: text("name").notNull(),
  /** Its services' ids, with commas between them. */
  serviceIds: text("service_ids").notNull(),
});

/** Those at this gateway. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    subscriptionId: text("subscription_id").$type<Hex>().primaryKey(),
    payer: text("payer").$type<Address>().notNull(),
    planId: text("plan_id").$type<Hex>().notNull(),
    fromWallet: boolean("from_wallet").notNull(),
  },
  (table) => [index("subscriptions_payer").on(table.payer)],
);

/** Those at this gateway. */
export const streams = pgTable(
  "streams",
  {
    streamId: id("stream_id").primaryKey(),
    payer: text("payer").$type<Address>().notNull(),
    serviceId: id("service_id").notNull(),
  },
  (table) => [index("streams_payer").on(table.payer)],
);

export const PREPAID_TABLES = [plans, subscriptions, streams] as const;

export type PlanRow = typeof plans.$inferSelect;
export type SubscriptionRow = typeof subscriptions.$inferSelect;
export type StreamRow = typeof streams.$inferSelect;
