import { and, desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { useReadContract } from "wagmi";
import { gatewayRegistryAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

const lower = (address: Address) => address.toLowerCase() as Hex;

/** All gateways, the largest bond first. */
export function useGateways() {
  return useQuery({
    queryKey: [INDEX_KEY, "gateways"],
    queryFn: () => index.db.select().from(schema.gateway).orderBy(desc(schema.gateway.bond)).limit(200),
  });
}

/** One gateway, null when there is none at this address. */
export function useGateway(address: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "gateway", address],
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.gateway)
        .where(eq(schema.gateway.id, lower(address)))
        .limit(1);
      return found[0] ?? null;
    },
  });
}

/** Its receipt keys, the newest first. */
export function useReceiptKeys(address: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "receipt-keys", address],
    queryFn: () =>
      index.db
        .select()
        .from(schema.receiptKey)
        .where(eq(schema.receiptKey.gateway, lower(address)))
        .orderBy(desc(schema.receiptKey.validFrom))
        .limit(100),
  });
}

/** Runs on its bond, the newest first. */
export function useBondRuns(address: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "bond-runs", address],
    queryFn: () =>
      index.db
        .select()
        .from(schema.bondRun)
        .where(eq(schema.bondRun.gateway, lower(address)))
        .orderBy(desc(schema.bondRun.run))
        .limit(100),
  });
}

/** What publishers have filed in one run, the largest first. */
export function useRunClaims(address: Address, run: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "run-claims", address, String(run)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.bondClaim)
        .where(and(eq(schema.bondClaim.gateway, lower(address)), eq(schema.bondClaim.run, run)))
        .orderBy(desc(schema.bondClaim.filed))
        .limit(200),
  });
}

/** What happened to its bond, the newest first. */
export function useBondEvents(address: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "bond-events", address],
    queryFn: () =>
      index.db
        .select()
        .from(schema.bondEvent)
        .where(eq(schema.bondEvent.gateway, lower(address)))
        .orderBy(desc(schema.bondEvent.time))
        .limit(50),
  });
}

/** The least bond for new business, token base units. */
export function useMinBond() {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: contracts.GatewayRegistry,
    abi: gatewayRegistryAbi,
    functionName: "minBond",
    query: { staleTime: 60_000 },
  });
}
