/** What a caller gets who did not come through a gateway: a JSON-RPC error in an HTTP 401 (503 when keys are away). */
import type { Verification } from "./create-upstream-verifier.ts";

/** Outside the codes that JSON-RPC and MCP keep for themselves. */
const NOT_THROUGH_A_GATEWAY = 40101;

export function refusalResponse(refused: Extract<Verification, { ok: false }>, id: unknown): Response {
  const status = refused.problem === "keys_unavailable" ? 503 : 401;
  const error = {
    code: NOT_THROUGH_A_GATEWAY,
    message: refused.message,
    data: { problem: refused.problem },
  };
  const isId = typeof id === "string" || typeof id === "number";
  return Response.json({ jsonrpc: "2.0", id: isId ? id : null, error }, { status });
}
