import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { CATEGORIES } from "../../contracts/manifest.ts";
import { search } from "../catalogue/search.ts";
import { withTermsAt } from "../catalogue/terms-now.ts";
import { summaryOf } from "../control/service-view.ts";
import { answer } from "./answer.ts";
import type { DiscoveryDeps } from "./deps.ts";
import { READ_ONLY } from "./inputs.ts";
import { money } from "./money.ts";
import { searchOutput } from "./outputs.ts";

export function registerSearchServices(server: McpServer, { catalogue, chain, config }: DiscoveryDeps): void {
  server.registerTool(
    "search_services",
    {
      title: "Search services",
      description: "Finds MCP services by words, category and price. Each result has the url to connect to.",
      inputSchema: z.object({
        query: z.string().max(200).optional().describe("words that must all occur"),
        category: z.enum(CATEGORIES).optional(),
        maxPrice: z
          .string()
          .regex(/^[0-9]{1,29}$/)
          .optional()
          .describe("most that a call may cost, token base units"),
        limit: z.number().int().min(1).max(50).default(10),
      }),
      outputSchema: searchOutput,
      annotations: READ_ONLY,
    },
    ({ query, category, maxPrice, limit }) => {
      const listings = catalogue.all().map((listing) => withTermsAt(listing, chain.now()));
      const found = search(listings, {
        q: query,
        category,
        maxPrice: maxPrice === undefined ? undefined : BigInt(maxPrice),
      });
      const services = found.slice(0, limit).map((listing) => {
        const { name, url, title, description, categories, model, health } = summaryOf(
          listing,
          config.publicUrl,
        );
        const maxPrice = listing.facts.maxPrice ?? 0n;
        return {
          name,
          url,
          title,
          description,
          categories,
          priceModel: model ?? "free",
          maxPrice: maxPrice.toString(),
          maxPriceText: money(maxPrice, config.token),
          health: health.state,
          tools: listing.tools.map((tool) => tool.name),
        };
      });
      return answer({ total: found.length, services });
    },
  );
}
