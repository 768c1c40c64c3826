import { Hono } from "hono";
import type { ControlPlaneDeps } from "./deps.ts";
import { wire } from "./wire.ts";

/** `GET /health`: 200 while calls can be served and paid, else 503; what each part is doing either way. */
export function healthRoutes(deps: Pick<ControlPlaneDeps, "chain" | "catalogue" | "config" | "storeInfo">) {
  const { chain, catalogue, config, storeInfo } = deps;
  return new Hono().get("/", (c) => {
    const stalled = chain.stalled();
    const services = catalogue.all();
    return c.json(
      wire({
        status: stalled ? "degraded" : "ok",
        chain: { chainId: config.chainId, head: chain.head(), now: chain.now(), stalled },
        index: catalogue.indexState(),
        services: {
          known: services.length,
          up: services.filter(({ health }) => health.state === "up").length,
          down: services.filter(({ health }) => health.state === "down").length,
        },
        store: storeInfo.kind,
        signatureBackend: config.signatureBackend,
      }),
      stalled ? 503 : 200,
    );
  });
}
