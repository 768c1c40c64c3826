import { desc, eq } from "@ponder/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getAddress, type Address } from "viem";
import { z } from "zod";
import { receiptSchema } from "../../../contracts/payment.ts";
import { gatewayGet } from "../lib/gateway.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

export interface Customer {
  readonly payer: Address;
  readonly gateway: Address;
  /** Claimed for the service so far, token base units. */
  readonly gross: bigint;
}

/** Who paid for a service, and at which gateway; the newest claim first. */
export function useCustomers(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "customers", String(serviceId)],
    queryFn: async (): Promise<Customer[]> => {
      const rows = await index.db
        .select()
        .from(schema.ledger)
        .where(eq(schema.ledger.serviceId, serviceId))
        .orderBy(desc(schema.ledger.lastClaimedAt))
        .limit(200);
      // A payer may have several keys.
      return [...Map.groupBy(rows, ({ payer, gateway }) => `${payer} ${gateway}`).values()].map(
        (ledgers) => ({
          payer: getAddress(ledgers[0]!.payer),
          gateway: getAddress(ledgers[0]!.gateway),
          gross: ledgers.reduce((sum, { gross }) => sum + gross, 0n),
        }),
      );
    },
  });
}

/** What was given back for a service, newest first. */
export function useRefunds(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "refunds", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.refund)
        .where(eq(schema.refund.serviceId, serviceId))
        .orderBy(desc(schema.refund.time))
        .limit(25),
  });
}

const signedSchema = z.object({ receipt: receiptSchema });

/** Looks a call's receipt up at the gateway. Fails when it is of another service. */
export function useCallReceipt(serviceId: bigint) {
  return useMutation({
    mutationFn: async (callId: string) => {
      const { receipt } = await gatewayGet(`/v1/receipts/${encodeURIComponent(callId.trim())}`, signedSchema);
      if (receipt.serviceId !== serviceId) throw new Error("That call was of another service.");
      return receipt;
    },
  });
}
