import { isIPv4 } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/**
 * Whom a request counts for. A reverse proxy on this machine names the client as the last of X-Forwarded-For; from
 * anyone else that header is a claim and nothing more. Of IPv6 the first 64 bits: one customer has all the others.
 */
export function clientAddress(c: Context): string {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  // Undefined when the client has left meanwhile.
  const peer = incoming?.socket.remoteAddress ?? "gone";
  const named = isLoopback(peer) ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return networkOf(named || peer);
}

function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:/, "");
  if (isIPv4(mapped) || !mapped.includes(":")) return mapped;
  const [before = "", after] = mapped.split("::");
  const head = before.split(":").filter(Boolean);
  const tail = after === undefined ? [] : after.split(":").filter(Boolean);
  const zeros =
    after === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  return [...head, ...zeros, ...tail].slice(0, 4).join(":");
}
