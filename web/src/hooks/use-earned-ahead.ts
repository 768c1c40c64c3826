import { and, eq, gt, inArray, ne } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { usePublicClient } from "wagmi";
import { streamsAbi, subscriptionsAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import { plansCovering } from "../lib/plans-covering.ts";

/** Most that one transaction passes on of each kind. */
const MOST = 20;

/** What subscriptions and streams have earned a service and nobody has passed on yet: by contract, token base units. */
export function useEarnedAhead(serviceId: bigint) {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: [INDEX_KEY, "earned-ahead", String(serviceId)],
    refetchInterval: 15_000,
    queryFn: async () => {
      if (!client) throw new Error("no client for the configured chain");
      const subscriptions = { address: contracts.Subscriptions, abi: subscriptionsAbi } as const;
      const streams = { address: contracts.Streams, abi: streamsAbi } as const;
      const read = client.readContract;
      const [least, interval, { timestamp }, begun, opened] = await Promise.all([
        read({ ...subscriptions, functionName: "LEAST_RELEASE" }),
        read({ ...streams, functionName: "SETTLE_INTERVAL" }),
        client.getBlock(),
        heldSubscriptions(serviceId),
        index.db
          .select()
          .from(schema.stream)
          .where(
            and(eq(schema.stream.serviceId, serviceId), gt(schema.stream.deposit, schema.stream.settled)),
          )
          .limit(MOST),
      ]);
      const periods = await Promise.all(
        begun.map(async ({ id, periodEnd }) => {
          const [earned] = await read({ ...subscriptions, functionName: "heldFor", args: [id] });
          const isOver = periodEnd !== null && timestamp >= periodEnd;
          return { id, earned, isDue: earned >= least || (isOver && earned > 0n) };
        }),
      );
      const flows = await Promise.all(
        opened.map(async ({ id, settled, settledAt, fundedUntil }) => {
          const earned = (await read({ ...streams, functionName: "earnedOf", args: [id] })) - settled;
          const isOver = timestamp >= fundedUntil;
          return { id, earned, isDue: earned > 0n && (isOver || timestamp >= settledAt + BigInt(interval)) };
        }),
      );
      return { periods, flows };
    },
  });
}

/** Subscriptions whose plan covers the service and that still hold something. */
async function heldSubscriptions(serviceId: bigint) {
  const ids = await plansCovering(serviceId);
  if (ids.length === 0) return [];
  return index.db
    .select()
    .from(schema.subscription)
    .where(and(inArray(schema.subscription.planId, ids), ne(schema.subscription.held, 0n)))
    .limit(MOST);
}
