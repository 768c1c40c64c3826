/**
 * The books' tables. Money is token base units, times are Unix seconds of chain time. Sums over a payer or a key are
 * never stored: they are added up from its ledgers while its account row is locked.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import type { Address, Hex } from "viem";

const money = (name: string) => numeric(name, { precision: 29, scale: 0, mode: "bigint" });
const whole = (name: string) => bigint(name, { mode: "bigint" });
const id = (name: string) => numeric(name, { precision: 78, scale: 0, mode: "bigint" });
const address = (name: string) => text(name).$type<Address>();
const hex = (name: string) => text(name).$type<Hex>();
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** One row per payer: what a batch locks before it decides anything about the payer. */
export const accounts = pgTable("accounts", {
  payer: address("payer").primaryKey(),
  /** Block of the last claimed total, or prepayment, that was booked for the payer. */
  claimedBlock: whole("claimed_block").notNull(),
  /** For prepayments that have not left the account yet; empty is nothing. */
  held: money("held"),
});

/** One cumulative counter per payer, key, service and epoch, with the newest voucher under the newest terms. */
export const ledgers = pgTable(
  "ledgers",
  {
    payer: address("payer").notNull(),
    key: address("key").notNull(),
    serviceId: id("service_id").notNull(),
    epoch: bigint("epoch", { mode: "number" }).notNull(),
    charged: money("charged").notNull(),
    reserved: money("reserved").notNull(),
    claimed: money("claimed").notNull(),
    claimedBlock: whole("claimed_block").notNull(),
    /** Receipts given out. */
    seq: whole("seq").notNull(),
    /** Of the oldest charge that is not claimed. */
    oldestChargeAt: whole("oldest_charge_at"),
    lastChargeAt: whole("last_charge_at"),
    termsHash: hex("terms_hash"),
    termsId: hex("terms_id"),
    feeVersion: bigint("fee_version", { mode: "number" }),
    cumulative: money("cumulative"),
    validBefore: numeric("valid_before", { precision: 20, scale: 0, mode: "bigint" }),
    signature: hex("signature"),
    /** Merkle proof, hashes one after the other with commas between them. */
    servicesProof: text("services_proof"),
  },
  (table) => [primaryKey({ columns: [table.payer, table.key, table.serviceId, table.epoch] })],
);

/** The newest voucher under terms that others followed, with what was charged until then. */
export const formerVouchers = pgTable(
  "former_vouchers",
  {
    payer: address("payer").notNull(),
    key: address("key").notNull(),
    serviceId: id("service_id").notNull(),
    epoch: bigint("epoch", { mode: "number" }).notNull(),
    termsHash: hex("terms_hash").notNull(),
    termsId: hex("terms_id").notNull(),
    feeVersion: bigint("fee_version", { mode: "number" }).notNull(),
    cumulative: money("cumulative").notNull(),
    validBefore: numeric("valid_before", { precision: 20, scale: 0, mode: "bigint" }).notNull(),
    signature: hex("signature").notNull(),
    servicesProof: text("services_proof").notNull(),
    charged: money("charged").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.payer, table.key, table.serviceId, table.epoch, table.termsHash] }),
  ],
);

/** The newest session grant that came with a call, as the vault's SignedGrant. */
export const grants = pgTable(
  "grants",
  {
    payer: address("payer").notNull(),
    key: address("key").notNull(),
    nonce: numeric("nonce", { precision: 78, scale: 0, mode: "bigint" }).notNull(),
    integrator: address("integrator").notNull(),
    gateway: address("gateway").notNull(),
    cap: numeric("cap", { precision: 39, scale: 0, mode: "bigint" }).notNull(),
    maxPerCall: numeric("max_per_call", { precision: 39, scale: 0, mode: "bigint" }).notNull(),
    validBefore: numeric("valid_before", { precision: 20, scale: 0, mode: "bigint" }).notNull(),
    servicesRoot: hex("services_root").notNull(),
    signature: hex("signature").notNull(),
    proofDeadline: numeric("proof_deadline", { precision: 20, scale: 0, mode: "bigint" }).notNull(),
    keyProof: hex("key_proof").notNull(),
  },
  (table) => [primaryKey({ columns: [table.payer, table.key] })],
);

/** Every paid call: a reservation first, then a charge with its receipt and answer, or void. */
export const calls = pgTable(
  "calls",
  {
    payer: address("payer").notNull(),
    callId: hex("call_id").notNull(),
    key: address("key").notNull(),
    serviceId: id("service_id").notNull(),
    epoch: bigint("epoch", { mode: "number" }).notNull(),
    termsHash: hex("terms_hash").notNull(),
    tool: text("tool").notNull(),
    price: money("price").notNull(),
    requestHash: hex("request_hash").notNull(),
    state: text("state").$type<"reserved" | "captured" | "void">().notNull(),
    reason: text("reason"),
    startedAt: whole("started_at").notNull(),
    expiresAt: whole("expires_at").notNull(),
    latencyMs: integer("latency_ms"),
    seq: whole("seq"),
    chargedCumulative: money("charged_cumulative"),
    responseHash: hex("response_hash"),
    receiptStatus: integer("receipt_status").$type<0 | 1>(),
    issuedAt: whole("issued_at"),
    receiptSignature: hex("receipt_signature"),
    answerStatus: integer("answer_status"),
    answerType: text("answer_type"),
    answerBody: bytes("answer_body"),
    /** What its charge made of the ledger's voucher: the ledger's own row is written later (restore-ledgers.ts). */
    ledgerVoucher: text("ledger_voucher"),
    /** Name of what was paid ahead that the call is a use of (prepaid-name.ts); then it has no price, seq and receipt. */
    prepaid: text("prepaid"),
  },
  (table) => [
    // The id first: receipts are looked up by it alone.
    primaryKey({ columns: [table.callId, table.payer] }),
    index("calls_started_at").on(table.payer, table.startedAt),
    // What a claim takes, for its receipts' tree and for who disputes it.
    index("calls_charged").on(table.payer, table.chargedCumulative),
    index("calls_expires_at")
      .on(table.expiresAt)
      .where(sql`state = 'reserved'`),
  ],
);

/** Calls on what was paid ahead: one row for each period of a subscription, one for each stream. */
export const uses = pgTable("uses", {
  /** See prepaid-name.ts. */
  prepaid: text("prepaid").primaryKey(),
  payer: address("payer").notNull(),
  used: whole("used").notNull(),
  /** By calls under way. */
  reserved: whole("reserved").notNull(),
});

/** What payers have signed to pay ahead from their accounts here, from before it is sent until it is safe on the chain. */
export const prepayments = pgTable(
  "prepayments",
  {
    /** Its kind and what names it on the chain: each can leave the account once. */
    id: text("id").primaryKey(),
    payer: address("payer").notNull(),
    kind: text("kind").$type<"subscribe" | "renew" | "open" | "top-up">().notNull(),
    amount: money("amount").notNull(),
    /** What is sent, as JSON: it can be sent again after a crash. */
    request: text("request").notNull(),
    /** `held` of the account, then `paid` from it or `failed`. */
    state: text("state").$type<"held" | "paid" | "failed">().notNull(),
    /** Why it failed. */
    reason: text("reason"),
    /** The number of the stream that it opened or added to. */
    result: text("result"),
    /** Unix seconds, chain time. */
    heldAt: whole("held_at").notNull(),
    /** Block in which it was seen as paid. */
    block: whole("block"),
  },
  (table) => [index("prepayments_state").on(table.state, table.block)],
);

/** Ledgers whose charges can never be claimed, as they were when they were given up. */
export const writeOffs = pgTable(
  "write_offs",
  {
    payer: address("payer").notNull(),
    key: address("key").notNull(),
    serviceId: id("service_id").notNull(),
    epoch: bigint("epoch", { mode: "number" }).notNull(),
    /** The ledger's; a later charge comes with a voucher that may carry the lost ones too. */
    charged: money("charged").notNull(),
    /** What was not claimed of it. */
    amount: money("amount").notNull(),
    reason: text("reason").$type<"WrongEpoch" | "Expired" | "KeyRevoked">().notNull(),
    /** Head when it was given up: a reorg below it may bring the charges back. */
    block: whole("block").notNull(),
    /** To be looked at again, after a reorg or a start. */
    inDoubt: boolean("in_doubt").notNull(),
  },
  (table) => [primaryKey({ columns: [table.payer, table.key, table.serviceId, table.epoch] })],
);

export const LEDGER_TABLES = [
  accounts,
  ledgers,
  formerVouchers,
  grants,
  calls,
  writeOffs,
  uses,
  prepayments,
] as const;

export type AccountRow = typeof accounts.$inferSelect;
export type LedgerRow = typeof ledgers.$inferSelect;
export type FormerVoucherRow = typeof formerVouchers.$inferSelect;
export type GrantRow = typeof grants.$inferSelect;
export type CallRecord = typeof calls.$inferSelect;
export type UseRow = typeof uses.$inferSelect;
export type PrepaymentRow = typeof prepayments.$inferSelect;
export type WriteOffRow = typeof writeOffs.$inferSelect;
