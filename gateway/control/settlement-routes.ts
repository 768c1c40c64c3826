import { Hono } from "hono";
import type { ControlPlaneDeps } from "./deps.ts";
import { localOnly } from "./local-only.ts";
import { wire } from "./wire.ts";

/**
 * `GET /v1/settlement`: how claiming goes, on a public chain without the rows in trouble, which name payers; `POST /v1/settlement/flush` claims all at once, on the local
 * chain only.
 */
export function settlementRoutes({ settlement, config }: Pick<ControlPlaneDeps, "settlement" | "config">) {
  return new Hono()
    .get("/", (c) => {
      const { shortfalls, blocked, ...totals } = settlement.status();
      return c.json(wire(config.local ? { ...totals, shortfalls, blocked } : totals));
    })
    .post("/flush", localOnly(config.local), async (c) =>
      c.json(wire({ claims: await settlement.flush("manual") })),
    );
}
