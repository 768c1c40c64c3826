import type { MiddlewareHandler } from "hono";
import { refuse } from "../refusals.ts";
import { respond } from "./respond.ts";

/** Middleware: what anyone may do on the local chain, and nobody elsewhere. */
export function localOnly(local: boolean): MiddlewareHandler {
  return async (c, next) => (local ? next() : respond(c, refuse("local_chain_only")));
}
