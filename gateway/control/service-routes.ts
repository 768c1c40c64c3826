import { Hono } from "hono";
import { z } from "zod";
import { CATEGORIES, STOA_META } from "../../contracts/manifest.ts";
import { search } from "../catalogue/search.ts";
import type { Listing } from "../catalogue/types.ts";
import { refuse } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { respond } from "./respond.ts";
import { detailOf, summaryOf } from "./service-view.ts";
import { wire } from "./wire.ts";

const query = z.object({
  q: z.string().max(200).optional(),
  category: z.enum(CATEGORIES).optional(),
  model: z.enum(["free", "perCall", "perTool", "perUnit"]).optional(),
  status: z.enum(["active", "maintenance", "inactive", "all"]).optional(),
  /** Token base units. */
  maxPrice: z
    .string()
    .regex(/^[0-9]{1,29}$/, "token base units")
    .transform(BigInt)
    .optional(),
  sort: z.enum(["name", "newest", "price", "popular"]).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

/** `GET /v1/services` to search, `GET /v1/services/{namespace}/{name}` for all about one. */
export function serviceRoutes(deps: Pick<ControlPlaneDeps, "catalogue" | "chain" | "config" | "log">) {
  const { catalogue, chain, config, log } = deps;
  return new Hono()
    .get("/", input("query", query), (c) => {
      const { limit, offset, ...wanted } = c.req.valid("query");
      const found = search(catalogue.all(), wanted);
      const { category: _category, ...anyCategory } = wanted;
      const page = found.slice(offset, offset + limit);
      return c.json(
        wire({
          total: found.length,
          services: page.map((listing) => summaryOf(listing, config.publicUrl)),
          /** How many services each category would show with the other filters kept. */
          categories: countCategories(search(catalogue.all(), anyCategory)),
        }),
      );
    })
    .get("/:namespace/:name", async (c) => {
      const name = `${c.req.param("namespace")}/${c.req.param("name")}`;
      const listing = catalogue.byName(name);
      if (!listing) return respond(c, refuse("service_unknown", { name }));
      try {
        const onChain = await chain.service(listing.serviceId);
        return c.json(wire(detailOf(listing, onChain, config.publicUrl)));
      } catch (error) {
        log.warn({ err: error }, "a service cannot be read from the chain");
        return respond(c, refuse("part_unreachable", { part: "chain" }));
      }
    });
}

function countCategories(listings: readonly Listing[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { manifest } of listings) {
    for (const category of manifest._meta[STOA_META].categories) {
      counts[category] = (counts[category] ?? 0) + 1;
    }
  }
  return counts;
}
