import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { z } from "zod";
import { gatewayGet } from "../lib/gateway.ts";
import { hex, integer } from "../lib/wire.ts";

const subscriptionsSchema = z.object({
  subscriptions: z.array(
    z.object({
      subscriptionId: hex,
      periodIndex: z.number().int(),
      periodEnd: integer,
      cancelled: z.boolean(),
      isSafe: z.boolean(),
      plan: z.object({ calls: z.number().int(), serviceIds: z.array(integer) }).nullable(),
      used: integer,
      notRenewed: z
        .object({
          code: z.string(),
          message: z.string(),
          details: z.record(z.string(), z.unknown()).default({}),
          retryAt: integer,
        })
        .nullable(),
    }),
  ),
});
/** A subscription as this gateway counts it: the chain does not know its calls. */
export type SubscriptionUse = z.output<typeof subscriptionsSchema>["subscriptions"][number];

const streamsSchema = z.object({
  streams: z.array(
    z.object({
      streamId: integer,
      serviceId: integer,
      fundedUntil: integer,
      isSafe: z.boolean(),
      used: integer,
    }),
  ),
});
export type StreamUse = z.output<typeof streamsSchema>["streams"][number];

/** What this gateway has counted of a payer's subscriptions. */
export function useSubscriptionUses(payer: Address | undefined) {
  return useQuery({
    queryKey: ["gateway", "account", payer, "subscriptions"],
    queryFn: async () =>
      (await gatewayGet(`/v1/subscriptions?payer=${payer}`, subscriptionsSchema)).subscriptions,
    enabled: payer !== undefined,
    refetchInterval: 5_000,
  });
}

/** What this gateway has counted of a payer's streams. */
export function useStreamUses(payer: Address | undefined) {
  return useQuery({
    queryKey: ["gateway", "account", payer, "streams"],
    queryFn: async () => (await gatewayGet(`/v1/streams?payer=${payer}`, streamsSchema)).streams,
    enabled: payer !== undefined,
    refetchInterval: 5_000,
  });
}
