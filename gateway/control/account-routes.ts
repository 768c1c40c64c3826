import { Hono } from "hono";
import { getAddress, isAddress, type Address, type Hex } from "viem";
import { z } from "zod";
import type { CallRow } from "../ledger/types.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { onlyPayer, type Sessions } from "./sessions.ts";
import { wire } from "./wire.ts";

const path = z.object({
  payer: z
    .string()
    .refine((value): value is Address => isAddress(value, { strict: false }), "an address")
    .transform((value) => getAddress(value)),
});

const page = z.object({
  /** Calls that started before this chain time, Unix seconds. */
  before: z
    .string()
    .regex(/^[0-9]{1,20}$/, "Unix seconds")
    .transform(BigInt)
    .optional(),
  /** With `before`: also the calls of that second whose ids are lower. */
  beforeCall: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, "a call id, 0x and 64 hex digits")
    .transform((value) => value as Hex)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/**
 * `GET /v1/accounts/{payer}`: what this gateway holds against the account, in token base units;
 * `…/calls`: its calls, newest first, and `next`, the query of the page after it. For the payer's own session alone.
 */
export function accountRoutes(
  deps: Pick<ControlPlaneDeps, "ledger" | "catalogue"> & { readonly sessions: Sessions },
) {
  const { ledger, catalogue, sessions } = deps;

  function shown(call: CallRow) {
    return { ...call, service: catalogue.byId(call.serviceId)?.name ?? null };
  }

  return new Hono()
    .get("/:payer", input("param", path), onlyPayer(sessions), async (c) => {
      const { payer } = c.req.valid("param");
      return c.json(wire({ payer, ...(await ledger.exposureOf(payer)) }));
    })
    .get("/:payer/calls", input("param", path), input("query", page), onlyPayer(sessions), async (c) => {
      const { payer } = c.req.valid("param");
      const page = c.req.valid("query");
      const calls = await ledger.callsOf(payer, page);
      const last = calls.length === page.limit ? calls.at(-1) : undefined;
      const next = last ? { before: last.startedAt, beforeCall: last.callId } : null;
      return c.json(wire({ payer, calls: calls.map(shown), next }));
    });
}
