import { Hono } from "hono";
import { z } from "zod";
import { CATEGORIES, LANGUAGES } from "../../contracts/manifest.ts";
import { facetsOf } from "../catalogue/facets.ts";
import { search } from "../catalogue/search.ts";
import { withTermsAt } from "../catalogue/terms-now.ts";
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
  price: z.enum(["free", "paid"]).optional(),
  status: z.enum(["active", "maintenance", "inactive", "listed", "all"]).optional(),
  health: z.enum(["up", "down", "unknown"]).optional(),
  language: z.enum(LANGUAGES).optional(),
  class: z.enum(["selfHosted", "hosted", "managed"]).optional(),
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
      const listings = catalogue.all().map((listing) => withTermsAt(listing, chain.now()));
      const found = search(listings, wanted);
      const { q, model, status, maxPrice } = wanted;
      const facets = facetsOf(search(listings, { q, model, status, maxPrice }), wanted);
      const page = found.slice(offset, offset + limit);
      return c.json(
        wire({
          total: found.length,
          /** Services of that status, whatever the other filters. */
          of: search(listings, { status }).length,
          services: page.map((listing) => summaryOf(listing, config.publicUrl)),
          facets,
          categories: facets.category,
        }),
      );
    })
    .get("/:namespace/:name", async (c) => {
      const name = `${c.req.param("namespace")}/${c.req.param("name")}`;
      const listing = catalogue.byName(name);
      if (!listing) return respond(c, refuse("service_unknown", { name }));
      try {
        const [onChain, standing] = await Promise.all([
          chain.service(listing.serviceId),
          chain.standing(listing.serviceId),
        ]);
        return c.json(wire(detailOf(listing, onChain, standing, config.publicUrl)));
      } catch (error) {
        log.warn({ err: error }, "a service cannot be read from the chain");
        return respond(c, refuse("part_unreachable", { part: "chain" }));
      }
    });
}
