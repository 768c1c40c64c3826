import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { priceOf } from "../catalogue/price.ts";
import { serviceUrl } from "../control/service-view.ts";
import { refusalMessage, refuse } from "../refusals.ts";
import { answer, failure } from "./answer.ts";
import type { DiscoveryDeps } from "./deps.ts";
import { READ_ONLY, serviceName } from "./inputs.ts";
import { money } from "./money.ts";
import { getServiceOutput } from "./outputs.ts";
import { planSummary } from "./plans.ts";

export function registerGetService(
  server: McpServer,
  { catalogue, chain, config, plansOf }: DiscoveryDeps,
): void {
  server.registerTool(
    "get_service",
    {
      title: "Get a service",
      description:
        "All about one service: its tools with their schemas and prices, its terms, and how to connect.",
      inputSchema: z.object({ name: serviceName }),
      outputSchema: getServiceOutput,
      annotations: READ_ONLY,
    },
    async ({ name }) => {
      const listing = catalogue.byName(name);
      if (!listing) return failure(refusalMessage(refuse("service_unknown", { name })));
      const [{ terms, status, listed }, { verified, unlocked }, plans] = await Promise.all([
        chain.service(listing.serviceId),
        chain.standing(listing.serviceId),
        plansOf(listing.serviceId),
      ]);
      const { manifest, health } = listing;
      return answer({
        name,
        serviceId: listing.serviceId.toString(),
        url: serviceUrl(config.publicUrl, name),
        title: manifest.title ?? name,
        description: manifest.description,
        version: manifest.version,
        status,
        listed,
        verified,
        locked: !unlocked,
        priceModel: terms?.model ?? "free",
        termsHash: terms?.termsHash ?? null,
        asset: config.token.address,
        health: health.state,
        tools: listing.tools.map((tool) => {
          const price = terms ? priceOf(terms, manifest, tool.name) : 0n;
          return {
            name: tool.name,
            ...(tool.description === undefined ? {} : { description: tool.description }),
            inputSchema: tool.inputSchema as Record<string, unknown>,
            price: price.toString(),
            priceText: money(price, config.token),
          };
        }),
        plans: plans.map((plan) => planSummary(plan, config.token)),
      });
    },
  );
}
