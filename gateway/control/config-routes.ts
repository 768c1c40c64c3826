import { Hono } from "hono";
import type { ControlPlaneDeps } from "./deps.ts";
import { wire } from "./wire.ts";

/** `GET /v1/config`: what a client or the site must know of this gateway and its chain. */
export function configRoutes({ config }: Pick<ControlPlaneDeps, "config">) {
  return new Hono().get("/", (c) => c.json(wire(config)));
}
