import { Agent, fetch as undiciFetch } from "undici";
import { PrivateAddressError, upstreamConnector } from "../upstream/connector.ts";
import type { ProbeFailure, ProbeProblem } from "./types.ts";

interface UpstreamFetch {
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
  /** What went wrong below MCP, once it has. */
  problem(): ProbeFailure | undefined;
  /** Whether the server ever answered a request with success. */
  answered(): boolean;
  close(): Promise<void>;
}

/**
 * A `fetch` for one conversation with a publisher's server: only public addresses (unless allowed), no redirects to
 * elsewhere, at most `maxBytes` in all answers together. It remembers what went wrong on the wire, which the MCP
 * client's own errors do not tell.
 */
export function upstreamFetch(options: {
  readonly privateUpstreams: boolean;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}): UpstreamFetch {
  const agent = new Agent({ connect: upstreamConnector(options), headersTimeout: 0, bodyTimeout: 0 });
  let found: ProbeFailure | undefined;
  let answered = false;
  let received = 0;

  function note(problem: ProbeProblem, message: string): void {
    found ??= { ok: false, problem, message };
  }

  async function fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const signals = [options.signal, ...(init.signal ? [init.signal] : [])];
    const answer = await undiciFetch(url, {
      ...(init as Parameters<typeof undiciFetch>[1]),
      signal: AbortSignal.any(signals),
      dispatcher: agent,
    }).catch((error: unknown) => {
      if (!signals.some(({ aborted }) => aborted)) noteFailure(error);
      throw error;
    });
    noteStatus(answer.status);
    answered ||= answer.ok;
    const body = answer.body as ReadableStream<Uint8Array> | null;
    return new Response(body?.pipeThrough(counted()) ?? null, {
      status: answer.status,
      statusText: answer.statusText,
      headers: [...answer.headers],
    });
  }

  function noteFailure(error: unknown): void {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof PrivateAddressError) return note("private_address", `${cause.message}.`);
    const { code, message } = cause as NodeJS.ErrnoException;
    note("unreachable", `The server cannot be reached: ${code ?? message}.`);
  }

  function noteStatus(status: number): void {
    if (status === 401 || status === 403)
      note("forbidden", `The server refuses discovery with status ${status}.`);
    if (status >= 500) note("server_error", `The server answers with status ${status}.`);
  }

  function counted(): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform(chunk, controller) {
        received += chunk.byteLength;
        if (received <= options.maxBytes) return controller.enqueue(chunk);
        note("too_large", `The server sent more than ${options.maxBytes} bytes.`);
        controller.error(new Error("answer too large"));
      },
    });
  }

  return {
    fetch,
    problem: () => found,
    answered: () => answered,
    close: () => agent.destroy(),
  };
}
