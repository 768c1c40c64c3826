/** Gateways and what they stand good for with their bonds: GatewayRegistry and ForcedClaims. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin, prepaidParts, sum, count } from "./columns.ts";

export const bondEventKind = onchainEnum("bond_event_kind", [
  "added",
  "exitRequested",
  "exitCancelled",
  "withdrawn",
  "runSettled",
]);

export const gateway = onchainTable("gateway", (t) => ({
  /** Its operator's address. */
  id: t.hex().primaryKey(),
  endpoint: t.text().notNull(),
  settler: t.hex(),
  bond: sum(t),
  /** When the bond may leave; 0 while in business. */
  exitAt: sum(t),
  registeredAt: t.bigint().notNull(),

  /** All payers' accounts at this gateway together. */
  balance: sum(t),
  deposited: sum(t),
  withdrawn: sum(t),
  /** Of them paid ahead for subscriptions and streams, and given back into them. */
  prepaid: sum(t),
  refunded: sum(t),
  accounts: count(t),
  gross: sum(t),
  ...prepaidParts(t),
  fee: sum(t),
  /** Its own share of the fees. */
  earned: sum(t),
  claims: count(t),
  claimedRows: count(t),
  skippedRows: count(t),
  lastClaimedAt: t.bigint(),

  /** Its EIP-3009 face; null until somebody opened it. */
  credit: t.hex(),
  /** The bond run that stops its new business; null while there is none. */
  openRun: t.bigint(),
  /** Taken by force: from balances, and filed against the bond. */
  forcedPaid: sum(t),
  forcedFiled: sum(t),
}));

/** What was filed against a gateway's bond in one window, paid pro rata when it has closed. */
export const bondRun = onchainTable(
  "bond_run",
  (t) => ({
    gateway: t.hex().notNull(),
    run: t.bigint().notNull(),
    openedAt: t.bigint().notNull(),
    closesAt: t.bigint().notNull(),
    filed: sum(t),
    cured: sum(t),
    /** Found by the Court to be forged. */
    voided: sum(t),
    /** Cases that keep it from being settled now. */
    holds: t.integer().notNull().default(0),
    /** What the bond gave for it; null until it is settled. */
    pot: t.bigint(),
    paid: sum(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.gateway, table.run] }) }),
);

/** What one payee has in a bond run. */
export const bondClaim = onchainTable(
  "bond_claim",
  (t) => ({
    gateway: t.hex().notNull(),
    run: t.bigint().notNull(),
    payee: t.hex().notNull(),
    filed: sum(t),
    cured: sum(t),
    voided: sum(t),
    paid: sum(t),
    filedAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.gateway, table.run, table.payee] }),
    byPayee: index().on(table.payee),
  }),
);

/** A receipt that was collected without its gateway: from the balance, or filed against the bond. */
export const forcedClaim = onchainTable(
  "forced_claim",
  (t) => ({
    id: t.text().primaryKey(),
    gateway: t.hex().notNull(),
    payer: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    callId: t.hex().notNull(),
    epoch: t.integer().notNull(),
    paid: t.bigint().notNull(),
    filed: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byGatewayTime: index().on(table.gateway, table.time),
    byPayerTime: index().on(table.payer, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
  }),
);

export const receiptKey = onchainTable(
  "receipt_key",
  (t) => ({
    gateway: t.hex().notNull(),
    key: t.hex().notNull(),
    /** Both inclusive. */
    validFrom: t.bigint().notNull(),
    validTo: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.gateway, table.key] }) }),
);

export const bondEvent = onchainTable(
  "bond_event",
  (t) => ({
    id: t.text().primaryKey(),
    gateway: t.hex().notNull(),
    kind: bondEventKind().notNull(),
    amount: sum(t),
    /** Who added, or who was paid. */
    party: t.hex(),
    exitAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ byGatewayTime: index().on(table.gateway, table.time) }),
);
