import { desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** What clients have paid a service by voucher, by ledger, the largest first. */
export function usePaidLedgers(serviceId: bigint | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "paid-ledgers", String(serviceId)],
    enabled: serviceId !== undefined,
    queryFn: () => {
      const { payer, gateway, key, epoch, claimed } = schema.ledger;
      return index.db
        .select({ payer, gateway, key, epoch, claimed })
        .from(schema.ledger)
        .where(eq(schema.ledger.serviceId, serviceId ?? 0n))
        .orderBy(desc(claimed))
        .limit(1_000);
    },
  });
}
