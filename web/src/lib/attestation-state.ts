import type { schema } from "./index-client.ts";
import type { ServiceRow } from "./service-row.ts";

export type AttestationRow = typeof schema.attestation.$inferSelect;
export type AttestationState = "holds" | "revoked" | "expired" | "earlierOwner" | "olderVersion" | "replaced";

/**
 * Whether an attestation counts at `now` (chain time, Unix seconds), or why it does not, by the rules of ServiceRecords:
 * the newest of its kind counts, while it lasts, for the owner it was given to; an audit only of the newest version.
 */
export function attestationState(
  attestation: AttestationRow,
  all: readonly AttestationRow[],
  service: Pick<ServiceRow, "tenure" | "versionNumber">,
  now: bigint,
): AttestationState {
  const { id, kind, revokedAt, expiry, tenure, versionNumber } = attestation;
  if (revokedAt !== null) return "revoked";
  if (expiry <= now) return "expired";
  if (tenure !== service.tenure) return "earlierOwner";
  if (all.some((other) => other.kind === kind && other.id > id)) return "replaced";
  if (kind === "audit" && versionNumber !== service.versionNumber) return "olderVersion";
  return "holds";
}
