/**
 * The index: what the contracts' events say, and totals kept as they arrive. Money is token base units, time is chain
 * time in Unix seconds, both as bigint; addresses and hashes are lower-case hex. These tables are the site's and the
 * gateway's types: `typeof service.$inferSelect`.
 */
export * from "./schema/services.ts";
export * from "./schema/stakes.ts";
export * from "./schema/records.ts";
export * from "./schema/gateways.ts";
export * from "./schema/disputes.ts";
export * from "./schema/accounts.ts";
export * from "./schema/claims.ts";
export * from "./schema/subscriptions.ts";
export * from "./schema/streams.ts";
export * from "./schema/days.ts";
export * from "./schema/earnings.ts";
export * from "./schema/parameters.ts";
export * from "./schema/relations.ts";
export * from "./schema/trust/reputation.ts";
export * from "./schema/trust/court.ts";
export * from "./schema/trust/bounties.ts";
export * from "./schema/trust/relations.ts";
export * from "./schema/dao/token.ts";
export * from "./schema/dao/distribution.ts";
export * from "./schema/dao/governor.ts";
export * from "./schema/dao/constitution.ts";
export * from "./schema/dao/members.ts";
export * from "./schema/dao/authority.ts";
export * from "./schema/dao/councils.ts";
export * from "./schema/dao/budgets.ts";
export * from "./schema/dao/treasury.ts";
export * from "./schema/dao/relations.ts";
