import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { priceOf } from "../catalogue/price.ts";
import { serviceUrl } from "../control/service-view.ts";
import { wire } from "../control/wire.ts";
import { refusalMessage, refuse } from "../refusals.ts";
import { answer, failure } from "./answer.ts";
import type { DiscoveryDeps } from "./deps.ts";
import { READ_ONLY, serviceName } from "./inputs.ts";
import { money } from "./money.ts";
import { quoteOutput } from "./outputs.ts";
import { planSummary } from "./plans.ts";

export function registerQuote(server: McpServer, deps: DiscoveryDeps): void {
  const { catalogue, chain, config, offer, plansOf } = deps;
  server.registerTool(
    "quote",
    {
      title: "Quote a call",
      description: "The price of one tool and the ways to pay for it (x402 offers), without calling it.",
      inputSchema: z.object({ name: serviceName, tool: z.string().max(200) }),
      outputSchema: quoteOutput,
      annotations: READ_ONLY,
    },
    async ({ name, tool }) => {
      const listing = catalogue.byName(name);
      if (!listing) return failure(refusalMessage(refuse("service_unknown", { name })));
      if (!listing.tools.some((known) => known.name === tool)) {
        return failure(`Service ${name} has no tool ${tool}. Read its tools with get_service.`);
      }
      const { terms } = await chain.service(listing.serviceId);
      if (!terms) return failure(refusalMessage(refuse("service_closed", { name, status: "without terms" })));
      const price = priceOf(terms, listing.manifest, tool);
      return answer({
        name,
        tool,
        url: serviceUrl(config.publicUrl, name),
        price: price.toString(),
        priceText: money(price, config.token),
        free: price === 0n,
        plans: (await plansOf(listing.serviceId)).map((plan) => planSummary(plan, config.token)),
        paymentRequired: price === 0n ? null : (wire(await offer(listing, tool)) as Record<string, unknown>),
      });
    },
  );
}
