import { and, desc, eq, gt } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { useReadContract } from "wagmi";
import { reputationAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import type { ReviewOrder } from "../lib/reviews.ts";

const BY = { newest: schema.review.time, weight: schema.review.weight, helpful: schema.review.helpful };

/** What clients say of a service. */
export function useReviews(serviceId: bigint, order: ReviewOrder) {
  return useQuery({
    queryKey: [INDEX_KEY, "reviews", String(serviceId), order],
    queryFn: () =>
      index.db
        .select()
        .from(schema.review)
        .where(eq(schema.review.serviceId, serviceId))
        .orderBy(desc(BY[order]))
        .limit(100),
  });
}

/** Ratings of a service that weigh something, the heaviest first. */
export function useRatings(serviceId: bigint) {
  const { tag1, value, valueDecimals, weight } = schema.review;
  return useQuery({
    queryKey: [INDEX_KEY, "ratings", String(serviceId)],
    queryFn: () =>
      index.db
        .select({ tag1, value, valueDecimals, weight })
        .from(schema.review)
        .where(and(eq(schema.review.serviceId, serviceId), gt(weight, 0n)))
        .orderBy(desc(weight))
        .limit(1_000),
  });
}

/** Answers to reviews of a service, newest first. */
export function useReviewResponses(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "review-responses", String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.reviewResponse)
        .where(eq(schema.reviewResponse.serviceId, serviceId))
        .orderBy(desc(schema.reviewResponse.time))
        .limit(200),
  });
}

/** What `account` has found helpful of a service's reviews. */
export function useOwnHelpfulVotes(serviceId: bigint, account: Address | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "own-helpful-votes", String(serviceId), account],
    enabled: account !== undefined,
    queryFn: () =>
      index.db
        .select()
        .from(schema.helpfulVote)
        .where(
          and(
            eq(schema.helpfulVote.serviceId, serviceId),
            eq(schema.helpfulVote.voter, (account ?? "0x").toLowerCase() as Hex),
          ),
        )
        .limit(500),
  });
}

/** A service's score as the chain counts it now: hundredths of a point, weight in token base units. */
export function useScore(serviceId: bigint) {
  const { contracts } = useStoaConfig();
  const { data } = useReadContract({
    address: contracts.Reputation,
    abi: reputationAbi,
    functionName: "scoreOf",
    args: [serviceId],
    query: { refetchInterval: 8_000 },
  });
  return data && { mean: data[0], weight: data[1], count: data[2] };
}

/** Rewards that an account can collect for reviews of a service, token base units. */
export function useReviewReward(serviceId: bigint, account: Address): bigint {
  const { contracts } = useStoaConfig();
  const { data } = useReadContract({
    address: contracts.Reputation,
    abi: reputationAbi,
    functionName: "clientOf",
    args: [serviceId, account],
    query: { refetchInterval: 8_000 },
  });
  return BigInt(data?.reward ?? 0);
}
