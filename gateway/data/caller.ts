/** Who waits for an answer, and in which form it is understood. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { encodeWire, PAYMENT_ERROR_META, PAYMENT_REQUIRED_HEADER } from "../../contracts/payment.ts";
import { refusalMessage, REFUSALS, type Refusal } from "../refusals.ts";
import type { ClientMessage } from "./read-message.ts";
import { eventWith } from "./sse.ts";

export interface Caller {
  readonly response: ServerResponse;
  /** MCP's own Accept has both JSON and event streams; anything else is plain HTTP. */
  readonly speaksMcp: boolean;
  readonly takesJson: boolean;
  readonly modern: boolean;
  readonly message: ClientMessage | undefined;
}

/** MCP 2026-07-28 and SEP-2243: headers and body disagree. */
const HEADER_MISMATCH = -32020;
const LOCKED = { "x-content-type-options": "nosniff" } as const;

export function callerOf(
  response: ServerResponse,
  headers: IncomingHttpHeaders,
  message: ClientMessage | undefined,
  options: { readonly modern: boolean; readonly paysByHeader: boolean },
): Caller {
  const { accept = "" } = headers;
  return {
    response,
    speaksMcp: accept.includes("text/event-stream") && !options.paysByHeader,
    takesJson: accept.includes("application/json") || !accept.includes("text/event-stream"),
    modern: options.modern,
    message,
  };
}

/** A refusal with its HTTP status: for plain HTTP, and for requests that are no message of the protocol. */
export function refuseByStatus(
  caller: Pick<Caller, "response" | "message">,
  refusal: Refusal,
  required?: Record<string, unknown>,
): void {
  const { status } = REFUSALS[refusal.code];
  const headers: Record<string, string> = {
    ...LOCKED,
    "content-type": "application/json",
    ...(required && { [PAYMENT_REQUIRED_HEADER]: Buffer.from(JSON.stringify(required)).toString("base64") }),
    ...(status === 405 && { allow: "GET, POST, DELETE" }),
    // What is left of a body that was not read must not be taken for the next request.
    ...(status === 413 && { connection: "close" }),
  };
  sendWhole(caller.response, status, headers, Buffer.from(errorText(refusal, caller.message)));
}

/** A refusal as the caller's protocol has it: JSON-RPC in MCP, an HTTP status elsewhere. */
export function refuseCall(caller: Caller, refusal: Refusal): void {
  if (!caller.speaksMcp || caller.message?.id === undefined) return refuseByStatus(caller, refusal);
  sendMessage(caller, Buffer.from(errorText(refusal, caller.message)));
}

/**
 * The price, or why a payment was refused. In MCP a tool result, as x402 has it: clients swallow HTTP errors.
 * @param structured whether the tool has no output schema: clients check structuredContent even in errors
 */
export function refusePayment(
  caller: Caller,
  refusal: Refusal,
  required: Record<string, unknown>,
  structured: boolean,
): void {
  if (!caller.speaksMcp) return refuseByStatus(caller, refusal, required);
  const result = {
    ...(caller.modern && { resultType: "complete" }),
    content: [
      { type: "text", text: JSON.stringify(required) },
      { type: "text", text: refusalMessage(refusal) },
    ],
    isError: true,
    ...(structured && { structuredContent: required }),
    _meta: { [PAYMENT_ERROR_META]: required },
  };
  const text = `{"jsonrpc":"2.0","id":${caller.message!.idText},"result":${JSON.stringify(result)}}`;
  sendMessage(caller, Buffer.from(text));
}

/** One JSON-RPC message as the whole answer. */
export function sendMessage(caller: Caller, message: Buffer, headers: Record<string, string> = {}): void {
  const type = caller.takesJson ? "application/json" : "text/event-stream";
  const body = caller.takesJson ? message : eventWith(message.toString("utf8"));
  sendWhole(caller.response, 200, { ...LOCKED, "content-type": type, ...headers }, body);
}

/** Head and body in one write. */
export function sendWhole(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: Buffer,
): void {
  const length = status === 204 || status === 304 ? {} : { "content-length": body.length };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

/** A refusal as JSON-RPC error; its code and details stand in `data` for programs. */
export function errorText(refusal: Refusal, message: ClientMessage | undefined): string {
  const { rpcCode, remedy } = REFUSALS[refusal.code];
  const code = refusal.code === "header_mismatch" ? HEADER_MISMATCH : rpcCode;
  const data = { code: refusal.code, remedy, details: refusal.details };
  const error = encodeWire({ code, message: refusalMessage(refusal), data });
  return `{"jsonrpc":"2.0","id":${message?.idText ?? "null"},"error":${error}}`;
}
