/** Who has a voice, and how loud: Members and AttestationAdapter. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin, sum } from "../columns.ts";

export const memberEventKind = onchainEnum("member_event_kind", [
  "enrolled",
  "credentialAdded",
  "exitStarted",
  "exited",
  "recoveredFrom",
  "recoveredTo",
  "feesCounted",
]);

export const member = onchainTable(
  "member",
  (t) => ({
    account: t.hex().primaryKey(),
    /** STOA base units held for him; 0 for one who came with a credential. */
    bond: sum(t),
    /** Of his credential; null for none. */
    adapter: t.hex(),
    nullifier: t.hex(),
    enrolledAt: t.bigint().notNull(),
    /** Unix seconds from which the voice counts; null for one who is no member any more. */
    since: t.bigint(),
    /** Basis points; 0 for no voice. */
    multiplierBps: t.integer().notNull().default(0),
    /** Fees counted, vault token base units. */
    fees: sum(t),
    /** When he can leave; null while he stays. */
    exitAt: t.bigint(),
    exitedAt: t.bigint(),
    /** The account that his membership went to. */
    recoveredTo: t.hex(),
  }),
  (table) => ({
    byAdapterNullifier: index().on(table.adapter, table.nullifier),
    byMultiplierBps: index().on(table.multiplierBps),
  }),
);

export const memberEvent = onchainTable(
  "member_event",
  (t) => ({
    id: t.text().notNull(),
    account: t.hex().notNull(),
    kind: memberEventKind().notNull(),
    /** The bond in STOA, or the fees in the vault's token. */
    amount: t.bigint(),
    /** The other account of a recovery. */
    party: t.hex(),
    adapter: t.hex(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.id, table.account] }),
    byAccountTime: index().on(table.account, table.time),
  }),
);

export const multiplierChange = onchainTable(
  "multiplier_change",
  (t) => ({
    id: t.text().primaryKey(),
    account: t.hex().notNull(),
    bps: t.integer().notNull(),
    /** Unix seconds from which it counts, if it is not over. */
    since: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byAccountTime: index().on(table.account, table.time) }),
);

export const credentialAdapter = onchainTable("credential_adapter", (t) => ({
  address: t.hex().primaryKey(),
  allowed: t.boolean().notNull(),
  setAt: t.bigint().notNull(),
}));

/** A person, as the attester numbers people; who that is only the attester knows. */
export const attestedPerson = onchainTable("attested_person", (t) => ({
  person: t.hex().primaryKey(),
  /** The account of the newest attestation that was used, and when that was given. */
  account: t.hex(),
  attestedAt: t.bigint(),
  revokedAt: t.bigint(),
}));
