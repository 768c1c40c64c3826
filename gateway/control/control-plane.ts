/** Everything that the gateway serves beside the services themselves: its API, discovery, and the site. */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { refuse } from "../refusals.ts";
import { accountRoutes } from "./account-routes.ts";
import { chainRoutes } from "./chain-routes.ts";
import { configRoutes } from "./config-routes.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { faucetRoutes } from "./faucet-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import { indexRoutes } from "./index-routes.ts";
import { invokeRoutes } from "./invoke-routes.ts";
import { limitBody } from "./limit-body.ts";
import { createLogin } from "./login.ts";
import { mcpRoutes } from "./mcp-routes.ts";
import { ownPagesOnly, publicCalls, publicReads } from "./origins.ts";
import { streamRoutes, subscriptionRoutes } from "./prepaid-routes.ts";
import { probeRoutes } from "./probe-routes.ts";
import { publishedRoutes } from "./published-routes.ts";
import { receiptRoutes } from "./receipt-routes.ts";
import { respond } from "./respond.ts";
import { reviewRoutes } from "./review-routes.ts";
import { rpcRoutes } from "./rpc-routes.ts";
import { serviceRoutes } from "./service-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { createSessions } from "./sessions.ts";
import { settlementRoutes } from "./settlement-routes.ts";
import { siteRoutes } from "./site.ts";
import { timeRoutes } from "./time-routes.ts";

/** The control plane as a Hono app; nothing listens yet. Every refusal is `{error: {code, message, remedy, details}}`. */
export function createControlPlane(deps: ControlPlaneDeps) {
  const { config, tokens, store, log } = deps;
  const sessions = createSessions({ store, secure: config.publicUrl.startsWith("https:") });
  const login = createLogin({ ...deps, origin: config.publicUrl, chainId: config.chainId });
  const limit = limitBody(deps.bodyLimit, (c) =>
    respond(c, refuse("body_too_large", { limit: deps.bodyLimit })),
  );

  // Not strict: /mcp/ is /mcp.
  return new Hono({ strict: false })
    .onError((error, c) => {
      if (error instanceof HTTPException)
        return respond(c, refuse("input_invalid", { problem: error.message }));
      log.error({ err: error, path: c.req.path }, "a request failed");
      return respond(c, refuse("internal"));
    })
    .use(limit)
    .use("/mcp", publicCalls)
    .use("/v1/config", publicReads)
    .use("/v1/chain", publicReads)
    .use("/v1/services/*", publicReads)
    .use("/v1/receipts/*", publicReads)
    .use("/v1/subscriptions", ownPagesOnly(config.publicUrl))
    .use("/v1/streams", ownPagesOnly(config.publicUrl))
    .use("/.well-known/*", publicReads)
    .use("/health", publicReads)
    .use("/v1/session", ownPagesOnly(config.publicUrl))
    .use("/v1/invoke", ownPagesOnly(config.publicUrl))
    .use("/v1/probe", ownPagesOnly(config.publicUrl))
    .use("/v1/reviews/*", ownPagesOnly(config.publicUrl))
    .use("/v1/settlement/*", ownPagesOnly(config.publicUrl))
    .use("/v1/time", ownPagesOnly(config.publicUrl))
    .use("/v1/faucet", ownPagesOnly(config.publicUrl))
    .route("/mcp", mcpRoutes(deps))
    .route("/v1/config", configRoutes(deps))
    .route("/v1/chain", chainRoutes(deps))
    .route("/v1/services", serviceRoutes(deps))
    .route("/v1/probe", probeRoutes(deps))
    .route("/v1/invoke", invokeRoutes(deps))
    .route("/v1/session", sessionRoutes({ ...deps, login, sessions }))
    .route("/v1/accounts", accountRoutes({ ...deps, sessions }))
    .route("/v1/published", publishedRoutes({ ...deps, sessions }))
    .route("/v1/receipts", receiptRoutes(deps))
    .route("/v1/reviews", reviewRoutes(deps))
    .route("/v1/subscriptions", subscriptionRoutes(deps))
    .route("/v1/streams", streamRoutes(deps))
    .route("/v1/settlement", settlementRoutes(deps))
    .route("/v1/time", timeRoutes(deps))
    .route("/v1/faucet", faucetRoutes(deps))
    .route("/health", healthRoutes(deps))
    .get("/.well-known/jwks.json", (c) => c.json(tokens.jwks(), 200, { "cache-control": "max-age=300" }))
    .route("/rpc", rpcRoutes(deps))
    .route("/", indexRoutes(deps))
    .all("/v1/*", (c) => respond(c, refuse("not_found", { path: c.req.path })))
    .route("/", siteRoutes(deps.webDist));
}

/** For typed clients (`hono/client`). */
export type App = ReturnType<typeof createControlPlane>;
