/** What a response means for the payment. */
import type { RequestId } from "./read-message.ts";

export type Verdict =
  | { readonly kind: "charge"; readonly status: 0 | 1 }
  /** The response goes to the caller, uncharged. */
  | { readonly kind: "void"; readonly reason: string }
  | { readonly kind: "invalid"; readonly problem: string };

/** Whether a message is the response with this id. */
export function isResponseTo(message: unknown, id: RequestId): message is Record<string, unknown> {
  if (typeof message !== "object" || message === null || Array.isArray(message)) return false;
  const { id: own, method } = message as Record<string, unknown>;
  return own === id && method === undefined && ("result" in message || "error" in message);
}

/**
 * A result is charged. An error is not, nor is a tool's own failure unless the terms say so, nor a request for more
 * input: the call that brings it pays. A task is charged when it is made; asking for it is free.
 */
export function judge(message: unknown, id: RequestId, chargeOnError: boolean): Verdict {
  if (!isResponseTo(message, id))
    return { kind: "invalid", problem: "no JSON-RPC response with the call's id" };
  if ("error" in message) return { kind: "void", reason: "the service answered with an error" };
  const { result } = message;
  if (typeof result !== "object" || result === null)
    return { kind: "invalid", problem: "a result that is no object" };
  const { isError, resultType } = result as Record<string, unknown>;
  if (resultType === "input_required") return { kind: "void", reason: "the service asked for more input" };
  if (isError !== true) return { kind: "charge", status: 0 };
  return chargeOnError ? { kind: "charge", status: 1 } : { kind: "void", reason: "the tool failed" };
}
