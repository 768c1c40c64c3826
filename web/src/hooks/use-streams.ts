import { desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { useReadContract } from "wagmi";
import { streamsAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** What a service asks of new streams now; null when it offers none. */
export function useStreamOffer(serviceId: bigint) {
  const { contracts } = useStoaConfig();
  const { data } = useReadContract({
    address: contracts.Streams,
    abi: streamsAbi,
    functionName: "offerOf",
    args: [serviceId],
    query: { refetchInterval: 8_000 },
  });
  return data && (data.ratePerSecond === 0n ? null : data);
}

/** Seconds beyond its notice that a stream is funded for at least; undefined until it is read. */
export function useShortestFunding(): number | undefined {
  const { contracts } = useStoaConfig();
  const { data } = useReadContract({
    address: contracts.Streams,
    abi: streamsAbi,
    functionName: "SHORTEST_FUNDING",
    query: { staleTime: Infinity },
  });
  return data;
}

/** Streams that a payer opened, newest first. */
export function useOwnStreams(payer: Address | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "own-streams", payer],
    enabled: payer !== undefined,
    queryFn: () =>
      index.db
        .select()
        .from(schema.stream)
        .where(eq(schema.stream.payer, (payer ?? "0x").toLowerCase() as Hex))
        .orderBy(desc(schema.stream.id))
        .limit(100),
  });
}

/** What came back of streams that a wallet had paid; null before the first. */
export function useStreamPurse(account: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "stream-purse", account],
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.streamPurse)
        .where(eq(schema.streamPurse.account, account.toLowerCase() as Hex))
        .limit(1);
      return found[0] ?? null;
    },
  });
}
