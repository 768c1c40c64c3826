import { desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** What auditors attested to a service, newest first. */
export function useAttestations(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "attestations", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.attestation)
        .where(eq(schema.attestation.serviceId, serviceId))
        .orderBy(desc(schema.attestation.id))
        .limit(100),
  });
}

/** Merkle roots that a service's publisher anchored, newest first. */
export function useAnchors(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "anchors", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.anchor)
        .where(eq(schema.anchor.serviceId, serviceId))
        .orderBy(desc(schema.anchor.number))
        .limit(100),
  });
}

/** Cases that held a service's stake, newest first. */
export function useStakeLocks(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "stake-locks", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.stakeLock)
        .where(eq(schema.stakeLock.serviceId, serviceId))
        .orderBy(desc(schema.stakeLock.lockId))
        .limit(100),
  });
}
