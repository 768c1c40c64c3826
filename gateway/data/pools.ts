import { Pool } from "undici";
import { upstreamConnector } from "../upstream/connector.ts";

export interface UpstreamRoute {
  readonly pool: Pool;
  /** Path and query. */
  readonly path: string;
}

export interface UpstreamPools {
  /** A long stream must not take a connection that calls wait for. */
  routeTo(endpoint: string, use: "call" | "stream"): UpstreamRoute;
  close(): Promise<void>;
}

/** Connections for calls to one publisher. */
const CALL_CONNECTIONS = 256;

/** Two pools per publisher's origin. Time limits are the exchanges' own. */
export function createPools(options: { readonly privateUpstreams: boolean }): UpstreamPools {
  const pools = new Map<string, Pool>();
  const routes = { call: new Map<string, UpstreamRoute>(), stream: new Map<string, UpstreamRoute>() };
  const connect = upstreamConnector(options);

  function poolFor(origin: string, use: "call" | "stream"): Pool {
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
  }

  return {
    routeTo(endpoint, use) {
      let route = routes[use].get(endpoint);
      if (!route) {
        const { origin, pathname, search } = new URL(endpoint);
        route = { pool: poolFor(origin, use), path: `${pathname}${search}` };
        routes[use].set(endpoint, route);
      }
      return route;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
