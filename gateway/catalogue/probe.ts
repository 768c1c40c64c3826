/** Asks an MCP server what it is: used by the health worker, by POST /v1/probe and when a service is listed. */
import { Client, SdkError, SdkErrorCode, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { toolOf, toolsHash } from "./tools-hash.ts";
import { upstreamFetch } from "./upstream-fetch.ts";
import type { ProbeProblem, ProbeResult } from "./types.ts";

export interface ProbeOptions {
  /** Whether the endpoint may be at a private address. */
  readonly privateUpstreams: boolean;
  /** Milliseconds for the whole probe. */
  readonly timeout?: number;
  /** Bytes that the server may send in all. */
  readonly maxBytes?: number;
  /** The gateway's token, for servers that want one for discovery too. */
  readonly token?: string;
  /** True when the server is known to speak only the older protocol: saves one request. */
  readonly knownLegacy?: boolean;
  /** Ends the probe early; it then reports a timeout. */
  readonly signal?: AbortSignal;
}

/**
 * Connects to `endpoint` in either protocol era, reads its tools and leaves. Never throws for anything that the
 * server does.
 */
export async function probe(endpoint: string, options: ProbeOptions): Promise<ProbeResult> {
  const { privateUpstreams, timeout = 10_000, maxBytes = 4 * 1024 * 1024, token } = options;
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    return problem("invalid_url", "The endpoint is not an http or https URL.");
  }
  const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...(options.signal ? [options.signal] : [])]);
  const upstream = upstreamFetch({ privateUpstreams, maxBytes, signal });
  const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
    fetch: upstream.fetch,
    requestInit: token ? { headers: { "x-stoa-token": token } } : {},
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  });
  const client = new Client(
    { name: "stoa-gateway", version: "1.0.0" },
    { versionNegotiation: { mode: "auto" }, listMaxPages: 64 },
  );
  let invalidAnswer: Error | undefined;
  client.onerror = (error) => (invalidAnswer ??= error);

  try {
    await client.connect(transport, {
      signal,
      timeout,
      ...(options.knownLegacy ? { prior: { kind: "legacy" } as const } : {}),
    });
    if (!client.getServerCapabilities()?.tools) return problem("no_tools", "The server offers no tools.");
    const asked = performance.now();
    const { tools: sent } = await client.listTools(undefined, { signal, timeout });
    const latencyMs = Math.round(performance.now() - asked);
    const tools = sent.map(toolOf);
    if (tools.length === 0) return problem("no_tools", "The server's list of tools is empty.");
    if (new Set(tools.map(({ name }) => name)).size !== tools.length) {
      return problem("not_mcp", "The server lists two tools of the same name.");
    }
    const { name = "", version = "", title } = client.getServerVersion() ?? {};
    return {
      ok: true,
      tools,
      serverInfo: { name, version, ...(title === undefined ? {} : { title }) },
      protocolEra: client.getProtocolEra() ?? "legacy",
      protocolVersion: client.getNegotiatedProtocolVersion() ?? "",
      toolsHash: toolsHash(tools),
      latencyMs,
    };
  } catch (error) {
    const seen = upstream.problem();
    if (seen) return seen;
    if (signal.aborted || (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)) {
      return invalidAnswer && upstream.answered()
        ? problem("not_mcp", `The server's answer is not MCP: ${sentence(invalidAnswer)}`)
        : problem("timeout", `The server did not answer within ${timeout / 1000} s.`);
    }
    return problem("not_mcp", `The server's answer is not MCP: ${sentence(error)}`);
  } finally {
    // A server of the older protocol keeps a session until it is told that it is over.
    if (transport.sessionId) await transport.terminateSession().catch(() => undefined);
    await client.close().catch(() => undefined);
    await upstream.close();
  }
}

function problem(problem: ProbeProblem, message: string): ProbeResult {
  return { ok: false, problem, message };
}

function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
