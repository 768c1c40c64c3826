/** Which web pages may do what with this gateway. */
import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { refuse } from "../refusals.ts";
import { respond } from "./respond.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Middleware: a page of another origin may not change anything here, even where its user is signed in. Programs send no
 * Origin and pass. At home, every loopback address counts as this one.
 */
export function ownPagesOnly(publicUrl: string): MiddlewareHandler {
  const own = new URL(publicUrl);
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (c.req.method === "GET" || c.req.method === "HEAD" || origin === undefined) return next();
    const asking = URL.parse(origin);
    const atHome = LOOPBACK.has(own.hostname) && LOOPBACK.has(asking?.hostname ?? "");
    if (asking?.origin === own.origin || atHome) return next();
    return respond(c, refuse("origin_refused", { host: c.req.header("host") ?? "", origin }));
  };
}

/** Middleware: pages of any origin may read this; no cookie counts for them. */
export const publicReads = cors({ origin: "*", allowMethods: ["GET", "HEAD"], maxAge: 600 });

/** Middleware: the marketplace's own MCP server tells any page what is public; services are for this site's pages alone. */
export const publicCalls = cors({
  origin: "*",
  allowMethods: ["GET", "POST", "DELETE"],
  allowHeaders: ["*"],
  exposeHeaders: ["mcp-session-id", "mcp-protocol-version"],
  maxAge: 600,
});
