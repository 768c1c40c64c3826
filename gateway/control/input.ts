/** Checks of what callers send: a zod schema per query string, path or JSON body. */
import type { ValidationTargets } from "hono";
import { validator } from "hono/validator";
import type { z } from "zod";
import { refuse } from "../refusals.ts";
import { respond } from "./respond.ts";

/** Middleware: parses one part of a request, or answers `input_invalid` with what is wrong with it. */
export function input<Target extends keyof ValidationTargets, Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) {
  return validator(target, (value, c) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data as z.output<Schema>;
    return respond(c, refuse("input_invalid", { problem: problemOf(parsed.error) }));
  });
}

function problemOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => (path.length ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}
