/** Passes requests on to another part (the index, the chain's node) under the site's own origin. */
import type { Context } from "hono";
import { Agent, fetch } from "undici";
import { refuse } from "../refusals.ts";
import { respond } from "./respond.ts";

/** Of an answer; the rest is the part's own business (its cookies, its server's name, its connection). */
const PASSED = ["content-type", "cache-control"];

/** No body timeout: the index's live queries are streams. */
const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 60_000, bodyTimeout: 0 });

/** Answers with what `url` answers; `part` is its name in the refusal when it cannot be reached. */
export async function forward(
  c: Context,
  url: string,
  part: string,
  init: { readonly method: string; readonly body?: string } = { method: "GET" },
): Promise<Response> {
  try {
    const answer = await fetch(url, {
      ...init,
      headers: init.body === undefined ? {} : { "content-type": "application/json" },
      signal: c.req.raw.signal,
      redirect: "error",
      dispatcher: agent,
    });
    const headers = PASSED.flatMap((name): [string, string][] => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return new Response(answer.body as ReadableStream | null, { status: answer.status, headers });
  } catch {
    return respond(c, refuse("part_unreachable", { part }));
  }
}
