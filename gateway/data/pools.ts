import { Pool } from "undici";
import { upstreamConnector } from "../upstream/connector.ts";

export interface UpstreamPools {
  /** A long stream must not take a connection that calls wait for. */
  poolFor(origin: string, use: "call" | "stream"): Pool;
  close(): Promise<void>;
}

/** Connections for calls to one publisher. */
const CALL_CONNECTIONS = 256;

/** Two pools per publisher's origin. Time limits are the exchanges' own. */
export function createPools(options: { readonly privateUpstreams: boolean }): UpstreamPools {
  const pools = new Map<string, Pool>();
  const connect = upstreamConnector(options);
  return {
    poolFor(origin, use) {
      const name = `${use} ${origin}`;
      let pool = pools.get(name);
      if (!pool) {
        pool = new Pool(origin, {
          connect,
          connections: use === "call" ? CALL_CONNECTIONS : null,
          pipelining: 1,
          allowH2: false,
          // Shorter than a server's own: it must not close what is about to be used.
          keepAliveTimeout: 4_000,
          keepAliveMaxTimeout: 25_000,
          headersTimeout: 0,
          bodyTimeout: 0,
        });
        pools.set(name, pool);
      }
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
