/** The control plane's one error shape. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { encodeWire } from "../../contracts/payment.ts";
import { refusalMessage, REFUSALS, type Refusal, type RefusalCode, type Remedy } from "../refusals.ts";

export interface ErrorBody {
  readonly error: {
    readonly code: RefusalCode;
    readonly message: string;
    /** What the caller may do about it. */
    readonly remedy: Remedy;
    /** The message's parts, as strings and numbers. */
    readonly details: Readonly<Record<string, string | number>>;
  };
}

export function errorBody(refusal: Refusal): ErrorBody {
  const details = JSON.parse(encodeWire(refusal.details)) as Record<string, string | number>;
  const { remedy } = REFUSALS[refusal.code];
  return { error: { code: refusal.code, message: refusalMessage(refusal), remedy, details } };
}

/** Answers with a refusal, its status from the table of refusals. */
export function respond(c: Context, refusal: Refusal) {
  return c.json(errorBody(refusal), REFUSALS[refusal.code].status as ContentfulStatusCode);
}
