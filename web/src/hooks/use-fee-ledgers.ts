import { and, eq, isNull } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** Ledgers of the vault that this account has paid fees from, as `Members.refresh` names them. */
export function useFeeLedgers(payer: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "fee-ledgers", payer],
    queryFn: () => {
      const { gateway, key, serviceId } = schema.claimRow;
      return index.db
        .selectDistinct({ gateway, key, serviceId })
        .from(schema.claimRow)
        .where(and(eq(schema.claimRow.payer, payer.toLowerCase() as Hex), isNull(schema.claimRow.skipped)))
        .limit(50);
    },
  });
}
