import { Hono } from "hono";
import { z } from "zod";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { localOnly } from "./local-only.ts";
import { wire } from "./wire.ts";

const body = z.object({
  seconds: z
    .number()
    .int()
    .min(1)
    .max(400 * 86_400),
});

/**
 * `POST /v1/time` {seconds}: moves the local chain's clock forward. Claims first: a jump past a voucher's end would
 * otherwise lose what was earned with it.
 */
export function timeRoutes(deps: Pick<ControlPlaneDeps, "settlement" | "config" | "rpc" | "chain">) {
  const { settlement, config, rpc, chain } = deps;
  return new Hono().post("/", localOnly(config.local), input("json", body), async (c) => {
    await settlement.flush("manual");
    await rpc("evm_increaseTime", [c.req.valid("json").seconds]);
    await rpc("evm_mine", []);
    await chain.pollNow();
    return c.json(wire(chain.head()));
  });
}
