/** What the gateway knows of services beyond the chain: their tools as last seen, and whether they answer. */
import { z } from "zod";
import { integer } from "./wire.ts";

export const healthSchema = z.object({
  state: z.enum(["unknown", "up", "down"]),
  /** Wall-clock milliseconds of the last probe. */
  checkedAt: z.number(),
  latencyMs: z.number().optional(),
  problem: z.string().optional(),
  /** The endpoint's tools differ from the toolsHash of its manifest. */
  drifted: z.boolean().optional(),
});
export type Health = z.output<typeof healthSchema>;
export type HealthState = Health["state"];

export const toolSchema = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.unknown(),
  annotations: z.unknown().optional(),
  /** Token base units; null when the service has no terms. */
  price: integer.nullable().optional(),
});
export type Tool = z.output<typeof toolSchema>;
