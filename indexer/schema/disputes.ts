/** Disputes of single charges: ChargeDisputes. */
import { index, onchainEnum, onchainTable } from "ponder";
import { origin, sum } from "./columns.ts";

// Values stand in the order of the contracts' enums.
export const disputeReason = onchainEnum("dispute_reason", [
  "noSuchCall",
  "failedCallCharged",
  "priceOverTerms",
  "sumOverReceipts",
]);
/** `open` waits for an answer, `answered` for a refutation, `contested` for a ruling. */
export const disputeState = onchainEnum("dispute_state", [
  "open",
  "answered",
  "contested",
  "refunded",
  "dismissed",
]);

/** A payer's question which call one unit of a claimed row went to, and what became of it. */
export const chargeDispute = onchainTable(
  "charge_dispute",
  (t) => ({
    id: t.bigint().primaryKey(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    claimId: t.bigint().notNull(),
    /** Of the claim's rows, from 0. */
    row: t.integer().notNull(),
    key: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    epoch: t.integer().notNull(),
    termsHash: t.hex().notNull(),
    /** The row took the ledger from `before` to `charged`; the disputed unit lies between. */
    before: t.bigint().notNull(),
    charged: t.bigint().notNull(),
    position: t.bigint().notNull(),
    reason: disputeReason().notNull(),
    state: disputeState().notNull(),
    /** The payer's, twice as much once it is contested. */
    bond: t.bigint().notNull(),
    /** Of an answer, a refutation or a ruling, by the state. */
    deadline: t.bigint().notNull(),
    /** The receipt that was the answer. */
    answeredBy: t.hex(),
    answeredAt: t.bigint(),
    callId: t.hex(),
    price: t.bigint(),
    /** Another receipt for the same money. */
    refutingCallId: t.hex(),
    /** Of the publisher's earnings, while a ruling is due. */
    payee: t.hex(),
    frozen: t.bigint(),
    /** Filed against the gateway's bond, or paid by the publisher. */
    refunded: sum(t),
    endedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byClaimId: index().on(table.claimId),
  }),
);

/** Dispute bonds that an account has won or got back. */
export const disputePurse = onchainTable("dispute_purse", (t) => ({
  account: t.hex().primaryKey(),
  owed: sum(t),
  collected: sum(t),
}));
