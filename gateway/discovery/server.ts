/** The marketplace as an MCP server: what an agent needs to find a service and to know its price. */
import { McpServer } from "@modelcontextprotocol/server";
import type { DiscoveryDeps } from "./deps.ts";
import { registerGetService } from "./get-service.ts";
import { registerQuote } from "./quote.ts";
import { registerSearchServices } from "./search-services.ts";

/** How long a list of our tools holds, milliseconds: it changes with releases alone. */
const LIST_LIFE = 3_600_000;

/** A fresh server: the SDK wants one per request. */
export function discoveryServer(deps: DiscoveryDeps): McpServer {
  const hint = { ttlMs: LIST_LIFE, cacheScope: "public" } as const;
  const server = new McpServer(
    { name: "stoa", title: "Stoa marketplace", version: "1.0.0", websiteUrl: deps.config.publicUrl },
    {
      instructions:
        "Find MCP services here, then connect to a service's own url with an MCP client. Paid tools answer an unpaid " +
        "call with their price and the ways to pay (x402). Prices are in base units of the token.",
      cacheHints: { "tools/list": hint, "server/discover": hint },
    },
  );

  registerSearchServices(server, deps);
  registerGetService(server, deps);
  registerQuote(server, deps);
  return server;
}
