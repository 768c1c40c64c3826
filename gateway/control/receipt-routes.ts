import { Hono } from "hono";
import { keccak256, stringToBytes, type Hex } from "viem";
import { z } from "zod";
import { callIdSchema } from "../../contracts/payment.ts";
import { refuse } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { respond } from "./respond.ts";
import { wire } from "./wire.ts";

const path = z.object({
  callId: z.union([z.string().regex(/^0x[0-9a-fA-F]{64}$/), callIdSchema], "a call id or its keccak256"),
});

/**
 * `GET /v1/receipts/{callId}`: the signed receipt of a charged call, by the caller's payment-identifier or by its
 * keccak256, which is the receipt's callId; of a call on a subscription or a stream `{use}`, its record without a signature:
 * nobody owes anything for it, and a signed receipt could only be misused.
 */
export function receiptRoutes({ ledger }: Pick<ControlPlaneDeps, "ledger">) {
  return new Hono().get("/:callId", input("param", path), async (c) => {
    const { callId } = c.req.valid("param");
    // 0x and 64 digits may be either of the two.
    const hash = /^0x[0-9a-fA-F]{64}$/.test(callId) ? (callId.toLowerCase() as Hex) : undefined;
    const signed =
      (hash && (await ledger.receiptOf(hash))) ?? (await ledger.receiptOf(keccak256(stringToBytes(callId))));
    if (signed) return c.json(wire(signed));
    const use =
      (hash && (await ledger.useOf(hash))) ?? (await ledger.useOf(keccak256(stringToBytes(callId))));
    return use ? c.json(wire({ use })) : respond(c, refuse("receipt_unknown", { callId }));
  });
}
