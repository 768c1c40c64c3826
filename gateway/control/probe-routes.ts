import { Hono } from "hono";
import { z } from "zod";
import { refuse } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { respond } from "./respond.ts";

/** Probes for strangers at once: each holds a connection to a server of their choosing. */
const AT_ONCE = 8;

const body = z.object({ endpoint: z.url().max(2_000) });

/**
 * `POST /v1/probe` {endpoint}: what an MCP server offers, before it is listed. A server that cannot be used is no error
 * here: the answer says `ok: false`, which problem it is, and in words.
 */
export function probeRoutes({ probe }: Pick<ControlPlaneDeps, "probe">) {
  let running = 0;
  return new Hono().post("/", input("json", body), async (c) => {
    if (running >= AT_ONCE) return respond(c, refuse("gateway_busy"));
    running += 1;
    try {
      return c.json(await probe(c.req.valid("json").endpoint));
    } finally {
      running -= 1;
    }
  });
}
