/** What a caller gets who did not come through a gateway that is trusted: a JSON-RPC error in an HTTP 401 or 503. */
import type { TokenProblem, Verification } from "./verification.ts";

/** Outside the codes that JSON-RPC and MCP keep for themselves. */
const NOT_THROUGH_A_GATEWAY = 40101;

/** Nothing that the caller did; it may pass. */
const PASSING: readonly TokenProblem[] = [
  "keys_unavailable",
  "limit_unavailable",
  "unclaimed_over_limit",
  "receipts_stopped",
];

export function refusalResponse(refused: Extract<Verification, { ok: false }>, id: unknown): Response {
  const status = PASSING.includes(refused.problem) ? 503 : 401;
  const error = {
    code: NOT_THROUGH_A_GATEWAY,
    message: refused.message,
    data: { problem: refused.problem },
  };
  const isId = typeof id === "string" || typeof id === "number";
  return Response.json({ jsonrpc: "2.0", id: isId ? id : null, error }, { status });
}
