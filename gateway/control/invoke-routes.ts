import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";
import {
  PAYMENT_REQUIRED_HEADER,
  PAYMENT_RESPONSE_HEADER,
  PAYMENT_SIGNATURE_HEADER,
  REFUSAL_EXTENSION,
  type PaymentRequired,
} from "../../contracts/payment.ts";
import { refusalMessage, refuse, REFUSALS, type RefusalCode } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { callThroughGateway } from "./invoke.ts";
import { respond } from "./respond.ts";

const body = z.object({
  service: z.string().max(200),
  tool: z.string().min(1).max(200),
  arguments: z.record(z.string(), z.unknown()).default({}),
});

/**
 * `POST /v1/invoke` {service, tool, arguments}: one call of one tool for programs that do not speak MCP. It goes the way
 * of every MCP call; payment is x402 over HTTP: 402 with PAYMENT-REQUIRED, then the same request with PAYMENT-SIGNATURE.
 */
export function invokeRoutes(deps: Pick<ControlPlaneDeps, "catalogue" | "self" | "config" | "toolTimeout">) {
  return new Hono().post("/", input("json", body), async (c) => {
    const { service, tool, arguments: args } = c.req.valid("json");
    const listing = deps.catalogue.byName(service);
    if (!listing) return respond(c, refuse("service_unknown", { name: service }));
    const payment = decodePayment(c.req.header(PAYMENT_SIGNATURE_HEADER));
    if (payment === null) {
      return respond(c, refuse("payment_malformed", { problem: "PAYMENT-SIGNATURE is not base64 of JSON" }));
    }
    const outcome = await callThroughGateway(deps, {
      listing,
      tool,
      args,
      payment,
      signal: c.req.raw.signal,
    });
    switch (outcome.kind) {
      case "refused":
        return c.json({ error: outcome.error }, outcome.status as ContentfulStatusCode);
      case "payment-required": {
        c.header(PAYMENT_REQUIRED_HEADER, encodeHeader(outcome.required));
        const code = refusalCodeOf(outcome.required);
        const message = outcome.required.error ?? refusalMessage(refuse(code));
        const { remedy, status } = REFUSALS[code];
        return c.json(
          { error: { code, message, remedy, details: {} }, paymentRequired: outcome.required },
          status as ContentfulStatusCode,
        );
      }
      case "answered": {
        const { paymentResponse, result } = outcome;
        if (paymentResponse !== undefined) c.header(PAYMENT_RESPONSE_HEADER, encodeHeader(paymentResponse));
        return c.json({ result, payment: paymentResponse ?? null });
      }
    }
  });
}

function refusalCodeOf(required: PaymentRequired): RefusalCode {
  const code = required.extensions?.[REFUSAL_EXTENSION]?.info.code;
  return code !== undefined && Object.hasOwn(REFUSALS, code) ? (code as RefusalCode) : "payment_required";
}

/** Absent: undefined. Not base64 of a JSON object: null. */
function decodePayment(header: string | undefined): unknown {
  if (header === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(header, "base64").toString("utf8"));
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function encodeHeader(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}
