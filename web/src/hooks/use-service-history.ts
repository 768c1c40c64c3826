import { desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** Versions of a service, newest first. */
export function useVersions(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "versions", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.serviceVersion)
        .where(eq(schema.serviceVersion.serviceId, serviceId))
        .orderBy(desc(schema.serviceVersion.number))
        .limit(100),
  });
}

/** All terms a service ever published, newest first. */
export function useTermsHistory(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "terms", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.terms)
        .where(eq(schema.terms.serviceId, serviceId))
        .orderBy(desc(schema.terms.effectiveAt))
        .limit(100),
  });
}

/** Fee versions of all classes, newest first. */
export function useFeeVersions() {
  return useQuery({
    queryKey: [INDEX_KEY, "fees"],
    queryFn: () =>
      index.db.select().from(schema.feeVersion).orderBy(desc(schema.feeVersion.effectiveAt)).limit(100),
  });
}

/** Revenue per UTC day, newest first. */
export function useServiceDays(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "days", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.serviceDay)
        .where(eq(schema.serviceDay.serviceId, serviceId))
        .orderBy(desc(schema.serviceDay.day))
        .limit(90),
  });
}

/** The newest rows of claims for a service. */
export function useServiceClaims(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "service-claims", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.claimRow)
        .where(eq(schema.claimRow.serviceId, serviceId))
        .orderBy(desc(schema.claimRow.time))
        .limit(25),
  });
}
