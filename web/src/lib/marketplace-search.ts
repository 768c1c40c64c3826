/** The marketplace's filters. They live in the URL and nowhere else; the gateway applies them. */
import { parseUnits } from "viem";
import { z } from "zod";
import { CATEGORIES, LANGUAGES } from "../../../contracts/manifest.ts";

export const SORTS = ["revenue", "newest", "price", "name"] as const;
export const HEALTH_STATES = ["up", "down", "unknown"] as const;
export const CLASSES = ["selfHosted", "hosted", "managed"] as const;

/** Services on one page. */
export const PAGE_SIZE = 24;

export const marketplaceSearchSchema = z.object({
  q: z.string().optional().catch(undefined),
  category: z.enum(CATEGORIES).optional().catch(undefined),
  price: z.enum(["free", "paid"]).optional().catch(undefined),
  /** Highest price of a call, in the token's decimals. */
  max: z.coerce.number().positive().optional().catch(undefined),
  health: z.enum(HEALTH_STATES).optional().catch(undefined),
  language: z.enum(LANGUAGES).optional().catch(undefined),
  class: z.enum(CLASSES).optional().catch(undefined),
  sort: z.enum(SORTS).optional().catch(undefined),
  /** From 1 on; absent for the first. */
  page: z.coerce.number().int().min(2).max(10_000).optional().catch(undefined),
});
export type MarketplaceSearch = z.output<typeof marketplaceSearchSchema>;

/** The same as the gateway's `GET /v1/services` takes it. */
export function servicesQuery(search: MarketplaceSearch, decimals: number): string {
  const { max, sort = "revenue", page = 1, ...kept } = search;
  const query = new URLSearchParams({
    status: "listed",
    sort: sort === "revenue" ? "popular" : sort,
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const [name, value] of Object.entries(kept)) if (value) query.set(name, value);
  if (max) query.set("maxPrice", String(parseUnits(max.toFixed(decimals), decimals)));
  return query.toString();
}
