/** Services, their versions and their terms: ServiceRegistry's events. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import type { Manifest } from "../../contracts/manifest.ts";
import { origin, prepaidParts, sum, count } from "./columns.ts";

// Values stand in the order of the contracts' enums.
export const serviceStatus = onchainEnum("service_status", ["inactive", "active", "maintenance"]);
export const serviceClass = onchainEnum("service_class", ["selfHosted", "hosted", "managed"]);
export const priceModel = onchainEnum("price_model", ["free", "perCall", "perTool", "perUnit"]);

/** A service with its newest version, its terms and its stake, flat, so that one query fills a card. */
export const service = onchainTable(
  "service",
  (t) => ({
    id: t.bigint().primaryKey(),
    /** `namespace/name`; null until an ERC-8004 agent is named. */
    name: t.text(),
    /** Lower case: names that differ in letter case only are one name. */
    namespace: t.text(),
    owner: t.hex().notNull(),
    agentWallet: t.hex(),
    /** The agent wallet, else the owner. */
    payee: t.hex().notNull(),
    agentUri: t.text().notNull().default(""),
    status: serviceStatus().notNull().default("inactive"),
    registeredAt: t.bigint().notNull(),
    /** Transfers so far: an attestation of another tenure says nothing about this owner. */
    tenure: count(t),

    /** Newest version: its number from 1 (0 for none), and the version as people read it. */
    versionNumber: t.integer().notNull().default(0),
    version: t.text(),
    codeHash: t.hex(),
    manifestHash: t.hex(),
    publishedAt: t.bigint(),
    /** Whether the newest manifest is a manifest and names this service; the columns below are empty otherwise. */
    manifestValid: t.boolean().notNull().default(false),
    /** What is wrong with it, in words. */
    manifestProblem: t.text(),
    manifest: t.jsonb().$type<Manifest>(),
    title: t.text(),
    description: t.text(),
    categories: t.text().array().notNull().default([]),
    language: t.text(),
    license: t.text(),
    author: t.text(),
    endpoint: t.text(),
    toolsHash: t.hex(),
    /** Lower case: name, title, description and categories, for `like '%word%'`. */
    searchText: t.text().notNull().default(""),

    /** Terms in force when the service last published terms; when `nextTermsAt` has passed, `nextTerms` are. */
    termsId: t.hex(),
    model: priceModel(),
    class: serviceClass(),
    chargeOnError: t.boolean(),
    /** Whether callers may go to the endpoint with a gateway's token. */
    direct: t.boolean(),
    maxPrice: t.bigint(),
    /** The gateway that hosts it; null when the publisher runs it. */
    host: t.hex(),
    nextTermsId: t.hex(),
    nextTermsAt: t.bigint(),

    /** The thawing part included. */
    stake: sum(t),
    stakeThawing: sum(t),
    stakeThawEnd: sum(t),
    /** Cases that hold the stake now, and what cases have taken of it so far. */
    openLocks: count(t),
    slashed: sum(t),

    /** Claimed from payers, and earned by subscriptions and streams; `net` of it is the publisher's. Calls are not on chain. */
    gross: sum(t),
    ...prepaidParts(t),
    fee: sum(t),
    net: sum(t),
    claimedRows: count(t),
    /** Different payers whose money it ever earned. */
    payers: count(t),
    lastClaimedAt: t.bigint(),

    /** Reviews that nobody took back or struck. */
    reviews: count(t),
    /**
     * Hundredths of a point under the present owner, as on chain when reviews last changed it; null before. It moves with time:
     * /scores has it as it is now.
     */
    score: t.integer(),
    /** Of the reviews in it, as it was left then, and how many they are. */
    scoreWeight: sum(t),
    scoreReviews: count(t),
    scoredAt: t.bigint(),
  }),
  (table) => ({
    byName: index().on(table.name),
    byNamespace: index().on(table.namespace),
    byOwner: index().on(table.owner),
    byPayee: index().on(table.payee),
    byStatusClass: index().on(table.status, table.class),
    byRegisteredAt: index().on(table.registeredAt),
    byGross: index().on(table.gross),
    byScore: index().on(table.score),
  }),
);

export const namespace = onchainTable("namespace", (t) => ({
  /** Lower case. */
  name: t.text().primaryKey(),
  holder: t.hex().notNull(),
  claimedAt: t.bigint().notNull(),
}));

export const serviceVersion = onchainTable(
  "service_version",
  (t) => ({
    serviceId: t.bigint().notNull(),
    number: t.integer().notNull(),
    version: t.text().notNull(),
    codeHash: t.hex().notNull(),
    /** Where the artifact can be had. */
    uri: t.text().notNull(),
    manifestHash: t.hex().notNull(),
    /** Null unless the bytes are a manifest, whatever service it names; then `manifestProblem` says what is wrong. */
    manifest: t.jsonb().$type<Manifest>(),
    manifestProblem: t.text(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.number] }) }),
);

export const terms = onchainTable(
  "terms",
  (t) => ({
    termsId: t.hex().primaryKey(),
    serviceId: t.bigint().notNull(),
    model: priceModel().notNull(),
    class: serviceClass().notNull(),
    chargeOnError: t.boolean().notNull(),
    direct: t.boolean().notNull(),
    maxPrice: t.bigint().notNull(),
    pricesHash: t.hex().notNull(),
    /** The gateway that signed to host; null for self-hosted terms. */
    host: t.hex(),
    effectiveAt: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byServiceIdEffectiveAt: index().on(table.serviceId, table.effectiveAt) }),
);
