/** The verifier in front of a fetch-style handler (createMcpHandler, Hono, Deno, Bun, workers). */
import { CALLER_TOKEN_HEADER, UNCLAIMED_TOKEN_HEADER } from "../../contracts/payment.ts";
import type { UpstreamVerifier } from "./create-upstream-verifier.ts";
import { protectedCall } from "./protected-call.ts";
import { refusalResponse } from "./refusal.ts";
import type { VerifiedCaller } from "./verification.ts";

export type CallerAwareHandler = (request: Request, caller: VerifiedCaller | undefined) => Promise<Response>;

/**
 * Lets `tools/call` through only with a trusted gateway's token and hands the caller on; `initialize`, `tools/list`
 * and the rest of MCP stay open, so that anybody can see what the service offers. A body over `maxBytes` gets 413.
 */
export function protectFetchHandler(
  verifier: UpstreamVerifier,
  handler: CallerAwareHandler,
  { maxBytes = 4 * 1024 * 1024 }: { maxBytes?: number } = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== "POST") return handler(request, undefined);
    const body = await readBody(request, maxBytes);
    if (body === undefined) return new Response(`The body is over ${maxBytes} bytes.`, { status: 413 });
    const replayed = new Request(request, { method: "POST", body });
    const call = protectedCall(parse(body));
    if (!call) return handler(replayed, undefined);
    const verified = await verifier.verify({
      caller: request.headers.get(CALLER_TOKEN_HEADER) ?? undefined,
      unclaimed: request.headers.get(UNCLAIMED_TOKEN_HEADER) ?? undefined,
    });
    return verified.ok ? handler(replayed, verified.caller) : refusalResponse(verified, call.id);
  };
}

async function readBody(request: Request, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A body that is not JSON is the MCP server's to refuse. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
