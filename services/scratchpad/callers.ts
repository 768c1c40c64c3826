/** Which callers have a database now. There is room for so many; the one that was away longest makes way. */
import { createHash } from "node:crypto";
import type { Job } from "./messages.ts";

export interface Callers {
  /** The caller's schema, and the schema that made way for it. */
  enter(caller: string, now: number): { readonly schema: string; readonly evicted?: string };
}

/** A name that PostgreSQL takes unquoted; addresses differ in case only by checksum. */
export function schemaOf(caller: string): Job["schema"] {
  return `caller_${createHash("sha256").update(caller.toLowerCase()).digest("hex").slice(0, 24)}`;
}

export function createCallers(capacity: number): Callers {
  /** In the order of their last call. */
  const seen = new Map<string, number>();
  return {
    enter(caller, now) {
      const schema = schemaOf(caller);
      seen.delete(schema);
      seen.set(schema, now);
      const [oldest] = seen.keys();
      if (seen.size <= capacity || oldest === undefined) return { schema };
      seen.delete(oldest);
      return { schema, evicted: oldest };
    },
  };
}
