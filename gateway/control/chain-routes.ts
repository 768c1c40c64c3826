import { Hono } from "hono";
import type { ControlPlaneDeps } from "./deps.ts";
import { wire } from "./wire.ts";

/**
 * `GET /v1/chain`: what this gateway has seen of the chain. A deposit pays for calls once its block is at or below
 * `safe`; until then the gateway refuses with `insufficient_balance`.
 */
export function chainRoutes({ chain }: Pick<ControlPlaneDeps, "chain">) {
  return new Hono().get("/", (c) =>
    c.json(wire({ head: chain.head(), safe: chain.safe(), now: chain.now(), stalled: chain.stalled() })),
  );
}
