import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { z } from "zod";
import { gatewayGet } from "../lib/gateway.ts";
import { address, hex, integer } from "../lib/wire.ts";

const exposureSchema = z.object({ unclaimed: integer, reserved: integer });

const callSchema = z.object({
  callId: hex,
  key: address,
  serviceId: integer,
  /** `namespace/name`; null when the gateway no longer lists it. */
  service: z.string().nullable(),
  tool: z.string(),
  price: integer,
  state: z.enum(["reserved", "captured", "void"]),
  reason: z.string().optional(),
  /** What was paid ahead that the call is a use of: the scheme, and which one. */
  prepaid: z.string().optional(),
  startedAt: integer,
  latencyMs: z.number().optional(),
});
export type Call = z.output<typeof callSchema>;
const callsSchema = z.object({ calls: z.array(callSchema) });

const PAGE = 25;

/** What the gateway has charged and not claimed yet, and what running calls have reserved. Needs a session. */
export function useExposure(payer: Address, enabled: boolean) {
  return useQuery({
    queryKey: ["gateway", "account", payer, "exposure"],
    queryFn: () => gatewayGet(`/v1/accounts/${payer}`, exposureSchema),
    enabled,
    refetchInterval: 5_000,
  });
}

/** The payer's calls at this gateway, newest first. Needs a session. */
export function useAccountCalls(payer: Address, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ["gateway", "account", payer, "calls"],
    queryFn: ({ pageParam }) =>
      gatewayGet(
        `/v1/accounts/${payer}/calls?limit=${PAGE}${pageParam === undefined ? "" : `&before=${pageParam}`}`,
        callsSchema,
      ),
    initialPageParam: undefined as bigint | undefined,
    getNextPageParam: ({ calls }) => (calls.length < PAGE ? undefined : calls.at(-1)?.startedAt),
    enabled,
    refetchInterval: 5_000,
  });
}
