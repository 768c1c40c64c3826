import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { healthSchema, toolSchema } from "../lib/catalogue.ts";
import { gatewayGet } from "../lib/gateway.ts";

const detailSchema = z.object({
  endpoint: z.string(),
  listed: z.boolean(),
  verified: z.boolean(),
  /** The parts of Verified. */
  standing: z.object({
    staked: z.boolean(),
    domain: z.boolean(),
    audit: z.boolean(),
    unlocked: z.boolean(),
    reviewed: z.boolean(),
  }),
  tools: z.array(toolSchema),
  health: healthSchema,
  connect: z.object({ url: z.string() }),
});
export type ServiceDetail = z.output<typeof detailSchema>;
export type Standing = ServiceDetail["standing"];

/** What the gateway knows of a service: its tools, its health, how to connect, its standing on chain now. */
export function useServiceDetail(name: string) {
  return useQuery({
    queryKey: ["gateway", "service", name],
    queryFn: () => gatewayGet(`/v1/services/${name}`, detailSchema),
    refetchInterval: 15_000,
    retry: false,
  });
}
