/** What publishers anchor and auditors attest: ServiceRecords. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin } from "./columns.ts";

// Values stand in the order of the contracts' enums.
export const anchorKind = onchainEnum("anchor_kind", ["files", "build", "usage"]);
export const attestationKind = onchainEnum("attestation_kind", ["domain", "audit", "report"]);

/** A Merkle root for what belongs to a release. */
export const anchor = onchainTable(
  "anchor",
  (t) => ({
    serviceId: t.bigint().notNull(),
    number: t.bigint().notNull(),
    versionNumber: t.integer().notNull(),
    kind: anchorKind().notNull(),
    root: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.number] }) }),
);

/** It counts while it is the newest of its kind, not revoked, not expired, and of the service's tenure. */
export const attestation = onchainTable(
  "attestation",
  (t) => ({
    id: t.bigint().primaryKey(),
    serviceId: t.bigint().notNull(),
    kind: attestationKind().notNull(),
    versionNumber: t.integer().notNull(),
    auditor: t.hex().notNull(),
    uri: t.text().notNull(),
    hash: t.hex().notNull(),
    expiry: t.bigint().notNull(),
    tenure: t.integer().notNull(),
    revokedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ byServiceIdKind: index().on(table.serviceId, table.kind, table.id) }),
);
