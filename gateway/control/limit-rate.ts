import type { MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { refuse } from "../refusals.ts";
import { clientAddress } from "./client-address.ts";
import { respond } from "./respond.ts";

export interface Rate {
  /** Requests of one client address. */
  readonly requests: number;
  /** Seconds in which they may come. */
  readonly window: number;
}

/** Middleware: refuses a client's further requests until its window is over, with Retry-After in seconds (RFC 9110, 10.2.3). */
export function limitRate({ requests, window }: Rate): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: requests, duration: window });
  return async (c, next) => {
    try {
      await limiter.consume(clientAddress(c));
    } catch (reached) {
      if (!(reached instanceof RateLimiterRes)) throw reached;
      const seconds = Math.ceil(reached.msBeforeNext / 1000);
      c.header("retry-after", String(seconds));
      return respond(c, refuse("too_many_requests", { requests, window, seconds }));
    }
    return next();
  };
}
