/** Which headers pass the gateway, and whether they agree with the message. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import {
  CALLER_TOKEN_HEADER,
  PAYMENT_SIGNATURE_HEADER,
  UNCLAIMED_TOKEN_HEADER,
} from "../../contracts/payment.ts";
import { refuse, type Refusal } from "../refusals.ts";
import type { ClientMessage } from "./read-message.ts";

/** The first revision whose requests repeat method and name in headers. */
const MODERN = "2026-07-28";

/** Not the publisher's: of this connection, of this origin (its cookies and logins), or of the payment. */
const KEPT_BACK = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
  "expect",
  "content-length",
  "authorization",
  "cookie",
  "origin",
  "referer",
  PAYMENT_SIGNATURE_HEADER,
  "x-payment",
  CALLER_TOKEN_HEADER,
  UNCLAIMED_TOKEN_HEADER,
]);
const ROUTING = /^mcp-(method$|name$|param-)/;

/** Publishers write to this gateway's origin: nothing that a browser obeys gets through but the content itself. */
const PASSED_BACK =
  /^(content-type|content-encoding|content-language|cache-control|retry-after|x-accel-buffering|mcp-.*)$/;
const LOCKED = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
} as const;

export function isModern(message: ClientMessage | undefined, headers: IncomingHttpHeaders): boolean {
  const version = message?.protocolVersion ?? headers["mcp-protocol-version"];
  return typeof version === "string" && version >= MODERN && /^\d{4}-\d{2}-\d{2}$/.test(version);
}

/** Headers for the publisher's server: the client's, except what is kept back, and the gateway's tokens. */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  tokens: { readonly caller: string; readonly unclaimed: string | undefined },
  options: { readonly modern: boolean; readonly inspected: boolean },
): Record<string, string | string[]> {
  const passed: Record<string, string | string[]> = { [CALLER_TOKEN_HEADER]: tokens.caller };
  if (tokens.unclaimed !== undefined) passed[UNCLAIMED_TOKEN_HEADER] = tokens.unclaimed;
  const listed = headers.connection ? new Set(headers.connection.toLowerCase().split(/\s*,\s*/)) : undefined;
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || KEPT_BACK.has(name) || listed?.has(name)) continue;
    // Before 2026-07-28 these headers mean nothing: whoever sends them hopes that a server believes them.
    if (!options.modern && name.startsWith("mcp-") && ROUTING.test(name)) continue;
    // A compressed response could not be looked into.
    if (options.inspected && name === "accept-encoding") continue;
    passed[name] = value;
  }
  return passed;
}

export function responseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const passed: OutgoingHttpHeaders = { ...LOCKED };
  for (const name in headers) if (PASSED_BACK.test(name)) passed[name] = headers[name];
  return passed;
}

/** 2026-07-28 (SEP-2243): a header that names another method, tool or version than the body is refused. */
export function checkHeaders(message: ClientMessage, headers: IncomingHttpHeaders): Refusal | undefined {
  const pairs = [
    ["mcp-method", message.method],
    ["mcp-name", message.name],
    ["mcp-protocol-version", message.protocolVersion],
  ] as const;
  for (const [header, expected] of pairs) {
    const given = headers[header];
    if (given === undefined || expected === undefined) continue;
    if (typeof given !== "string" || decodeSentinel(given) !== expected)
      return refuse("header_mismatch", { header });
  }
  return undefined;
}

/** `=?base64?…?=` carries what a header cannot. */
function decodeSentinel(value: string): string {
  const encoded = /^=\?base64\?([A-Za-z0-9+/=_-]*)\?=$/.exec(value)?.[1];
  return encoded === undefined ? value : Buffer.from(encoded, "base64").toString("utf8");
}
