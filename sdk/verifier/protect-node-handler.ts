/** The verifier as middleware for Express, Connect and plain node:http. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { CALLER_TOKEN_HEADER, UNCLAIMED_TOKEN_HEADER } from "../../contracts/payment.ts";
import type { UpstreamVerifier } from "./create-upstream-verifier.ts";
import { protectedCall } from "./protected-call.ts";
import { refusalResponse } from "./refusal.ts";
import type { VerifiedCaller } from "./verification.ts";

/** `body` is the parsed JSON: Express's own, or what this middleware read. */
export type RequestWithCaller = IncomingMessage & { body?: unknown; stoaCaller?: VerifiedCaller };

/**
 * Calls `next` for everything but a `tools/call` without a trusted gateway's token, which gets a 401. Sets
 * `request.stoaCaller` for a call, and `request.body` when no parser did. A body over `maxBytes` gets 413.
 */
export function protectNodeHandler(
  verifier: UpstreamVerifier,
  { maxBytes = 4 * 1024 * 1024 }: { maxBytes?: number } = {},
): (request: RequestWithCaller, response: ServerResponse, next: () => void) => Promise<void> {
  return async (request, response, next) => {
    if (request.method !== "POST") return next();
    if (request.body === undefined) {
      const read = await readJson(request, maxBytes);
      if (!read.ok) {
        response.writeHead(read.status, { "content-type": "text/plain" }).end(read.message);
        return;
      }
      request.body = read.body;
    }
    const call = protectedCall(request.body);
    if (!call) return next();
    const verified = await verifier.verify({
      caller: headerOf(request, CALLER_TOKEN_HEADER),
      unclaimed: headerOf(request, UNCLAIMED_TOKEN_HEADER),
    });
    if (verified.ok) {
      request.stoaCaller = verified.caller;
      return next();
    }
    const refusal = refusalResponse(verified, call.id);
    response.writeHead(refusal.status, { "content-type": "application/json" }).end(await refusal.text());
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const header = headers[name];
  return Array.isArray(header) ? header[0] : header;
}

type Read =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly message: string };

async function readJson(request: IncomingMessage, maxBytes: number): Promise<Read> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) return { ok: false, status: 413, message: `The body is over ${maxBytes} bytes.` };
    chunks.push(chunk);
  }
  try {
    return { ok: true, body: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return { ok: false, status: 400, message: "The body is not JSON." };
  }
}
