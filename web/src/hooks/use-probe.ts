import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { toolSchema } from "../lib/catalogue.ts";
import { gatewayPost } from "../lib/gateway.ts";
import { hex } from "../lib/wire.ts";

const probeSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    tools: z.array(toolSchema),
    serverInfo: z.object({ name: z.string(), version: z.string(), title: z.string().optional() }),
    protocolVersion: z.string(),
    toolsHash: hex,
    latencyMs: z.number(),
  }),
  z.object({ ok: z.literal(false), problem: z.string(), message: z.string() }),
]);
export type ProbeReport = Extract<z.output<typeof probeSchema>, { ok: true }>;

/** Has the gateway look at an MCP server. A server that cannot be used throws, with the gateway's words for why. */
export function useProbe() {
  return useMutation({
    mutationFn: async (endpoint: string): Promise<ProbeReport> => {
      const result = probeSchema.parse(await gatewayPost("/v1/probe", { endpoint }));
      if (!result.ok) throw new Error(result.message);
      return result;
    },
  });
}
