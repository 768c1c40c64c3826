/** What was taken from the accounts, by voucher and by exact, and what came by plain transfer. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin, sum, count } from "./columns.ts";

// Values stand in the order of the contracts' enums.
export const skipReason = onchainEnum("skip_reason", [
  "wrongGateway",
  "wrongEpoch",
  "expired",
  "unknownTerms",
  "nothingNew",
  "overVoucher",
  "badSignature",
  "unknownKey",
  "keyExpired",
  "overCap",
  "serviceNotGranted",
  "insufficientBalance",
]);
/** Why an x402 exact was passed over. */
export const exactSkipReason = onchainEnum("exact_skip_reason", [
  "notYetValid",
  "expired",
  "unknownTerms",
  "valueOutOfBounds",
  "used",
  "badSignature",
  "insufficientBalance",
]);

/** One transaction in which a gateway claimed many ledgers. */
export const claim = onchainTable(
  "claim",
  (t) => ({
    id: t.bigint().primaryKey(),
    gateway: t.hex().notNull(),
    rows: t.integer().notNull(),
    skippedRows: count(t),
    gross: t.bigint().notNull(),
    fee: sum(t),
    receiptsRoot: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGatewayTime: index().on(table.gateway, table.time), byTime: index().on(table.time) }),
);

/** One ledger of a claim: paid, or skipped with the reason. */
export const claimRow = onchainTable(
  "claim_row",
  (t) => ({
    /** `<claimId>-<number>`. */
    id: t.text().primaryKey(),
    claimId: t.bigint().notNull(),
    /** Its place in the claim, from 1. */
    number: t.integer().notNull(),
    gateway: t.hex().notNull(),
    payer: t.hex().notNull(),
    key: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    /** Null when it was paid. */
    skipped: skipReason(),
    /** Of a voucher's row the ledger's claimed total after it; null when skipped, as are epoch and terms. */
    charged: t.bigint(),
    epoch: t.integer(),
    termsHash: t.hex(),
    /** Taken from the account; `fee` is the protocol's part of it, `treasuryShare` the treasury's part of the fee. */
    delta: sum(t),
    fee: sum(t),
    treasuryShare: sum(t),
    ...origin(t),
  }),
  (table) => ({
    byClaimId: index().on(table.claimId),
    byPayerTime: index().on(table.payer, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
  }),
);

/** One x402 exact that a settler submitted: paid from the balance, or passed over with the reason. */
export const exactPayment = onchainTable(
  "exact_payment",
  (t) => ({
    /** `<claimId>-<number>`. */
    id: t.text().primaryKey(),
    claimId: t.bigint().notNull(),
    /** Its place in the batch, from 1. */
    number: t.integer().notNull(),
    gateway: t.hex().notNull(),
    payer: t.hex().notNull(),
    /** EIP-3009. */
    nonce: t.hex().notNull(),
    /** Null when it was paid. */
    skipped: exactSkipReason(),
    /** Null when it was passed over. */
    serviceId: t.bigint(),
    termsHash: t.hex(),
    amount: sum(t),
    fee: sum(t),
    treasuryShare: sum(t),
    ...origin(t),
  }),
  (table) => ({
    byClaimId: index().on(table.claimId),
    byPayerTime: index().on(table.payer, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byNonce: index().on(table.nonce),
  }),
);

/** The address that plain transfers for a service under certain terms go to. */
export const payTo = onchainTable(
  "pay_to",
  (t) => ({
    serviceId: t.bigint().notNull(),
    termsHash: t.hex().notNull(),
    /** Null until somebody deployed it. */
    address: t.hex(),
    /** Paid there and swept, with the protocol's part. */
    swept: sum(t),
    fee: sum(t),
    lastSweptAt: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.termsHash] }),
    byAddress: index().on(table.address),
  }),
);
