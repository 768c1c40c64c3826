import { and, desc, eq, isNull } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

const lower = (address: Address) => address.toLowerCase() as Hex;

/** What was claimed from a payer by vouchers, newest first. */
export function useClaimedRows(payer: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "claimed-rows", payer],
    queryFn: () =>
      index.db
        .select()
        .from(schema.claimRow)
        .where(and(eq(schema.claimRow.payer, lower(payer)), isNull(schema.claimRow.skipped)))
        .orderBy(desc(schema.claimRow.time))
        .limit(100),
  });
}

/** What a payer has disputed, newest first. */
export function usePayerDisputes(payer: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "payer-disputes", payer],
    queryFn: () =>
      index.db
        .select()
        .from(schema.chargeDispute)
        .where(eq(schema.chargeDispute.payer, lower(payer)))
        .orderBy(desc(schema.chargeDispute.id))
        .limit(100),
  });
}

/** What was disputed of a gateway's claims, newest first. */
export function useGatewayDisputes(gateway: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "gateway-disputes", gateway],
    queryFn: () =>
      index.db
        .select()
        .from(schema.chargeDispute)
        .where(eq(schema.chargeDispute.gateway, lower(gateway)))
        .orderBy(desc(schema.chargeDispute.id))
        .limit(50),
  });
}

/** Dispute bonds that an account may collect, and has collected; null before the first. */
export function useDisputePurse(account: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "dispute-purse", account],
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.disputePurse)
        .where(eq(schema.disputePurse.account, lower(account)))
        .limit(1);
      return found[0] ?? null;
    },
  });
}
