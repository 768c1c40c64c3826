/** What the gateway knows of services beyond the chain: their tools as last seen, and whether they answer. */
import { z } from "zod";
import { address, integer } from "./wire.ts";

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

const counts = z.record(z.string(), z.number().int());

const entrySchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  categories: z.array(z.string()),
  owner: address,
  status: z.enum(["inactive", "active", "maintenance"]),
  model: z.enum(["free", "perCall", "perTool", "perUnit"]).nullable(),
  /** Token base units, as all sums here; null without terms. */
  maxPrice: integer.nullable(),
  stake: integer,
  stakeThawing: integer,
  gross: integer,
  payers: z.number().int(),
  health: healthSchema,
});
/** A service on the marketplace's page. */
export type CatalogueEntry = z.output<typeof entrySchema>;

/** One page of `GET /v1/services`. */
export const listSchema = z.object({
  /** Services that fit. */
  total: z.number().int(),
  /** Services there are. */
  of: z.number().int(),
  services: z.array(entrySchema),
  /** By facet and value: how many services would be left with it, the other filters kept. */
  facets: z.object({
    category: counts,
    price: counts,
    health: counts,
    language: counts,
    class: counts,
  }),
});
export type Facets = z.output<typeof listSchema>["facets"];
