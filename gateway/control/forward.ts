/** Passes requests on to another part (the index, the chain's node) under the site's own origin. */
import type { Context } from "hono";
import { Agent, fetch } from "undici";
import { refuse } from "../refusals.ts";
import { respond } from "./respond.ts";

/** Of an answer; the rest is the part's own business (its cookies, its server's name, its connection). */
const PASSED = ["content-type", "cache-control"];

/** No body timeout: the index's live queries are streams. */
const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 60_000, bodyTimeout: 0 });

export interface Forwarding {
  /** GET when absent. */
  readonly method?: string;
  readonly body?: string;
  /** Milliseconds for the whole answer. */
  readonly timeout?: number;
  /** Called once, when the answer has ended or its reader has left. */
  readonly ended?: () => void;
}

/** Answers with what `url` answers; `part` is its name in the refusal when it cannot be reached or is too slow. */
export async function forward(
  c: Context,
  url: string,
  part: string,
  { method = "GET", body, timeout, ended = () => undefined }: Forwarding = {},
): Promise<Response> {
  const late = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
  try {
    const answer = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: body === undefined ? {} : { "content-type": "application/json" },
      signal: AbortSignal.any([c.req.raw.signal, ...(late ? [late] : [])]),
      redirect: "error",
      dispatcher: agent,
    });
    const headers = PASSED.flatMap((name): [string, string][] => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    const { status } = answer;
    return new Response(watched(answer.body as ReadableStream<Uint8Array> | null, ended), {
      status,
      headers,
    });
  } catch {
    ended();
    if (late?.aborted) return respond(c, refuse("part_timeout", { part, seconds: timeout! / 1000 }));
    return respond(c, refuse("part_unreachable", { part }));
  }
}

/** The same stream, telling when it is over, in whichever way. */
function watched(
  body: ReadableStream<Uint8Array> | null,
  ended: () => void,
): ReadableStream<Uint8Array> | null {
  const reader = body?.getReader();
  if (!reader) {
    ended();
    return null;
  }
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        ended();
        controller.close();
      } catch (problem) {
        ended();
        controller.error(problem);
      }
    },
    async cancel(reason) {
      ended();
      await reader.cancel(reason);
    },
  });
}
