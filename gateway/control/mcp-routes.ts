import { createMcpHandler } from "@modelcontextprotocol/server";
import { Hono } from "hono";
import type { Logger } from "pino";
import type { DiscoveryDeps } from "../discovery/deps.ts";
import { discoveryServer } from "../discovery/server.ts";

/** `/mcp`: the marketplace as an MCP server, in both protocol eras. */
export function mcpRoutes(deps: DiscoveryDeps & { readonly log: Logger; readonly bodyLimit: number }) {
  const handler = createMcpHandler(() => discoveryServer(deps), {
    maxRequestBodySize: deps.bodyLimit,
    onerror: (error) => deps.log.debug({ err: error }, "discovery request refused"),
  });
  return new Hono().all("/", (c) => handler.fetch(c.req.raw));
}
