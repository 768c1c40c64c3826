import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { usePublicClient } from "wagmi";
import { anonymousReviewsAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { groupsOf } from "../lib/reviewer-groups.ts";

/** The groups of a service's anonymous reviewers, and which is open; from the chain, so that what is proved later is its own. */
export function useReviewerGroups(serviceId: bigint, account: Address | undefined) {
  const { contracts, startBlock } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: ["reviewer-groups", String(serviceId), account],
    queryFn: async () => {
      if (!client) throw new Error("no client for the configured chain");
      const reviews = { address: contracts.AnonymousReviews, abi: anonymousReviewsAbi } as const;
      const read = client.readContract;
      // Of everybody: to ask for one's own would tell whose review follows.
      const joined = await client.getContractEvents({
        ...reviews,
        eventName: "ReviewerJoined",
        args: { serviceId },
        fromBlock: startBlock,
        strict: true,
      });
      const [openEpoch, denomination, quiet, minSet] = await Promise.all([
        read({ ...reviews, functionName: "openEpoch", args: [serviceId] }),
        read({ ...reviews, functionName: "denomination" }),
        read({ ...reviews, functionName: "QUIET" }),
        read({ ...reviews, functionName: "MIN_SET" }),
      ]);
      const groups = groupsOf(
        joined.map(({ args }) => args),
        { account, quiet },
      );
      return { openEpoch, denomination, minSet: Number(minSet), groups };
    },
  });
}
