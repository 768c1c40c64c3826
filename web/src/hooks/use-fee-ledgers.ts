import { and, eq, isNull } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** Ledgers of the vault that this account has paid fees from, as `Members.refresh` names them. */
export function useFeeLedgers(payer: Address | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "fee-ledgers", payer],
    enabled: payer !== undefined,
    queryFn: async () => {
      const { gateway, key, serviceId } = schema.claimRow;
      const rows = await index.db
        .select({ gateway, key, serviceId })
        .from(schema.claimRow)
        .where(
          and(
            eq(schema.claimRow.payer, (payer ?? "0x").toLowerCase() as Hex),
            isNull(schema.claimRow.skipped),
          ),
        )
        .limit(500);
      const ledgers = Map.groupBy(rows, (row) => `${row.gateway} ${row.key} ${row.serviceId}`);
      return [...ledgers.values()].map(([first]) => first!);
    },
  });
}
