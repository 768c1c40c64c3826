import { and, asc, eq, gt } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { usePublicClient } from "wagmi";
import { earningsAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import { useHead } from "./use-head.ts";

export interface Earning {
  readonly serviceId: bigint;
  /** Can be withdrawn now, token base units. */
  readonly matured: bigint;
  readonly pending: bigint;
  readonly earned: bigint;
  readonly withdrawn: bigint;
}

/** What `payee` earned, service by service: totals from the index, what can be withdrawn from the chain. */
export function useEarnings(payee: Address) {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: [INDEX_KEY, "earnings", payee],
    queryFn: async (): Promise<Earning[]> => {
      if (!client) throw new Error("no client for the configured chain");
      const rows = await index.db
        .select()
        .from(schema.earning)
        .where(eq(schema.earning.payee, payee.toLowerCase() as Hex))
        .limit(200);
      const contract = { address: contracts.Earnings, abi: earningsAbi } as const;
      return Promise.all(
        rows.map(async ({ serviceId, earned, withdrawn }) => {
          const args = [payee, serviceId] as const;
          const [matured, pending] = await Promise.all([
            client.readContract({ ...contract, functionName: "maturedOf", args }),
            client.readContract({ ...contract, functionName: "pendingOf", args }),
          ]);
          return { serviceId, matured, pending, earned, withdrawn };
        }),
      );
    },
  });
}

/** The next earnings to mature, soonest first. */
export function useMaturing(payee: Address) {
  const { data: head } = useHead();
  const now = head?.timestamp ?? 0n;
  return useQuery({
    queryKey: [INDEX_KEY, "maturing", payee, head === undefined],
    queryFn: () =>
      index.db
        .select()
        .from(schema.earningEvent)
        .where(
          and(
            eq(schema.earningEvent.payee, payee.toLowerCase() as Hex),
            gt(schema.earningEvent.maturesAt, now),
          ),
        )
        .orderBy(asc(schema.earningEvent.maturesAt))
        .limit(200),
    enabled: head !== undefined,
  });
}

/** The account's share of protocol fees, as gateway, host or integrator, not paid out yet. */
export function useFeeShare(account: Address) {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: [INDEX_KEY, "share", account],
    queryFn: () => {
      if (!client) throw new Error("no client for the configured chain");
      return client.readContract({
        address: contracts.Earnings,
        abi: earningsAbi,
        functionName: "shareOf",
        args: [account],
      });
    },
  });
}
