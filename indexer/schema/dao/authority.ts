/** Who may call what, and after what delay: Authority. */
import { index, onchainTable, primaryKey } from "ponder";
import type { Call } from "../../call.ts";
import { origin } from "../columns.ts";

export const role = onchainTable("role", (t) => ({
  id: t.bigint().primaryKey(),
  label: t.text(),
  /** The role that grants this one, and the one that cancels what this one has scheduled; 0 unless it was set. */
  admin: t.bigint().notNull().default(0n),
  guardian: t.bigint().notNull().default(0n),
  /** Seconds from a grant to its effect, from `grantDelaySince` on. */
  grantDelay: t.integer().notNull().default(0),
  grantDelaySince: t.bigint(),
}));

export const roleMember = onchainTable(
  "role_member",
  (t) => ({
    roleId: t.bigint().notNull(),
    account: t.hex().notNull(),
    /** Seconds that its calls wait, from `delaySince` on. */
    delay: t.integer().notNull(),
    delaySince: t.bigint().notNull(),
    memberSince: t.bigint().notNull(),
    revokedAt: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.roleId, table.account] }),
    byAccount: index().on(table.account),
  }),
);

/** Which role a function belongs to. What is not here is the admin's, role 0. */
export const functionRole = onchainTable(
  "function_role",
  (t) => ({
    target: t.hex().notNull(),
    selector: t.hex().notNull(),
    roleId: t.bigint().notNull(),
    /** Names, when contract and function are Stoa's. */
    contract: t.text(),
    signature: t.text(),
    setAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.target, table.selector] }),
    byRoleId: index().on(table.roleId),
  }),
);

/** A contract that the Authority has settings of. */
export const managedTarget = onchainTable("managed_target", (t) => ({
  address: t.hex().primaryKey(),
  contract: t.text(),
  /** Nobody but the admin reaches it. */
  closed: t.boolean().notNull().default(false),
  /** Seconds that changes of its settings wait, from `adminDelaySince` on. */
  adminDelay: t.integer().notNull().default(0),
  adminDelaySince: t.bigint(),
}));

/** A call that waits in the Authority, or has: once more for each `nonce`. */
export const operation = onchainTable(
  "operation",
  (t) => ({
    id: t.hex().notNull(),
    nonce: t.integer().notNull(),
    caller: t.hex().notNull(),
    call: t.jsonb().$type<Call>().notNull(),
    /** Unix seconds from which it can be executed. */
    eta: t.bigint().notNull(),
    executedAt: t.bigint(),
    cancelledAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.id, table.nonce] }),
    byCallerTime: index().on(table.caller, table.time),
    byTransactionHash: index().on(table.transactionHash),
  }),
);
