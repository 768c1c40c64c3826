import { Hono } from "hono";
import { formatEther, formatUnits, getAddress, isAddress, type Address } from "viem";
import { z } from "zod";
import { refuse } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { createFaucet, MOST_ETHER, MOST_TOKENS } from "./faucet.ts";
import { input } from "./input.ts";
import { localOnly } from "./local-only.ts";
import { respond } from "./respond.ts";

const body = z.object({
  address: z
    .string()
    .refine((value): value is Address => isAddress(value, { strict: false }), "an address")
    .transform((value) => getAddress(value)),
});

/** `POST /v1/faucet` {address}: ether for gas and test tokens, on the local chain only. Answers with the transactions' hashes. */
export function faucetRoutes(deps: Pick<ControlPlaneDeps, "config" | "rpc" | "log">) {
  const { config, log } = deps;
  const faucet = createFaucet(deps);
  return new Hono().post("/", localOnly(config.local), input("json", body), async (c) => {
    const { address } = c.req.valid("json");
    try {
      const transactions = await faucet.give(address);
      if (transactions.length > 0) return c.json({ transactions });
      const { symbol, decimals } = config.token;
      return respond(
        c,
        refuse("faucet_enough", {
          address,
          ether: formatEther(MOST_ETHER),
          tokens: `${formatUnits(MOST_TOKENS, decimals)} ${symbol}`,
        }),
      );
    } catch (error) {
      log.warn({ err: error }, "the faucet cannot give");
      return respond(c, refuse("part_unreachable", { part: "faucet" }));
    }
  });
}
