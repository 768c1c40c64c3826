import { and, desc, eq, inArray } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import type { BondClaim, BondRun } from "../lib/bond-claims.ts";

/** What was forced for these services, newest first. */
export function useForcedClaims(serviceIds: readonly bigint[]) {
  return useQuery({
    queryKey: [INDEX_KEY, "forced-claims", serviceIds.map(String)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.forcedClaim)
        .where(inArray(schema.forcedClaim.serviceId, [...serviceIds]))
        .orderBy(desc(schema.forcedClaim.time))
        .limit(100),
    enabled: serviceIds.length > 0,
  });
}

/** What `payee` has in runs on gateways' bonds, newest first. */
export function useBondClaims(payee: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "bond-claims", payee],
    queryFn: async (): Promise<{ claim: BondClaim; run: BondRun }[]> => {
      const claims = await index.db
        .select()
        .from(schema.bondClaim)
        .where(eq(schema.bondClaim.payee, payee.toLowerCase() as Hex))
        .orderBy(desc(schema.bondClaim.filedAt))
        .limit(100);
      if (claims.length === 0) return [];
      const runs = await index.db
        .select()
        .from(schema.bondRun)
        .where(
          and(
            inArray(schema.bondRun.gateway, [...new Set(claims.map(({ gateway }) => gateway))]),
            inArray(schema.bondRun.run, [...new Set(claims.map(({ run }) => run))]),
          ),
        );
      return claims.flatMap((claim) => {
        const run = runs.find((each) => each.gateway === claim.gateway && each.run === claim.run);
        return run ? [{ claim, run }] : [];
      });
    },
  });
}
