import type { IncomingHttpHeaders } from "node:http";
import { refuse, type Refusal } from "../refusals.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Refuses requests that name another host than this gateway's, or come from a page of another one: a browser can be
 * led here by a name that resolves to this address (DNS rebinding). On a loopback host all its names count as one.
 */
export function createHostGuard(publicUrl: string): (headers: IncomingHttpHeaders) => Refusal | undefined {
  const { hostname } = new URL(publicUrl);
  const hosts = new Set(LOOPBACK.includes(hostname) ? LOOPBACK : [hostname]);
  const known = new Set<string>();

  function isOwn(url: string): boolean {
    if (known.has(url)) return true;
    const parsed = URL.parse(url);
    if (!parsed || !hosts.has(parsed.hostname)) return false;
    if (known.size < 1000) known.add(url);
    return true;
  }

  return ({ host, origin }) => {
    if (isOwn(`http://${host}`) && (origin === undefined || isOwn(origin))) return undefined;
    return refuse("origin_refused", { host: host ?? "", origin: origin ?? "" });
  };
}
