import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { z } from "zod";
import { receiptedClaimSchema, type ReceiptedClaim } from "../../../contracts/payment.ts";
import { gatewayGet } from "../lib/gateway.ts";

const pageSchema = z.object({ receipts: z.array(receiptedClaimSchema), next: z.string(), more: z.boolean() });

/** Pages that are read of one service: beyond that a publisher's own file has the rest. */
const PAGES = 10;

/** What this gateway has receipted and not claimed for these services. Needs a session of their owner or agent wallet. */
export function useReceipted(account: Address, serviceIds: readonly bigint[], enabled: boolean) {
  return useQuery({
    queryKey: ["gateway", "account", account, "receipted", serviceIds.map(String)],
    queryFn: async () => (await Promise.all(serviceIds.map(allReceipts))).flat(),
    enabled,
    refetchInterval: 10_000,
    retry: false,
  });
}

async function allReceipts(serviceId: bigint): Promise<ReceiptedClaim[]> {
  const found: ReceiptedClaim[] = [];
  let after = "0";
  for (let read = 0; read < PAGES; read++) {
    const page = await gatewayGet(
      `/v1/published/${serviceId}/receipts?limit=200&after=${encodeURIComponent(after)}`,
      pageSchema,
    );
    found.push(...page.receipts);
    if (!page.more) break;
    after = page.next;
  }
  return found;
}
