/** The marketplace's filters. They live in the URL and nowhere else. */
import { z } from "zod";
import { CATEGORIES, LANGUAGES } from "../../../contracts/manifest.ts";

export const SORTS = ["revenue", "newest", "price", "name"] as const;
export const HEALTH_STATES = ["up", "down", "unknown"] as const;

export const marketplaceSearchSchema = z.object({
  q: z.string().optional().catch(undefined),
  category: z.enum(CATEGORIES).optional().catch(undefined),
  price: z.enum(["free", "paid"]).optional().catch(undefined),
  /** Highest price of a call, in the token's decimals. */
  max: z.coerce.number().positive().optional().catch(undefined),
  health: z.enum(HEALTH_STATES).optional().catch(undefined),
  language: z.enum(LANGUAGES).optional().catch(undefined),
  class: z.enum(["selfHosted", "hosted", "managed"]).optional().catch(undefined),
  sort: z.enum(SORTS).optional().catch(undefined),
});
export type MarketplaceSearch = z.output<typeof marketplaceSearchSchema>;
