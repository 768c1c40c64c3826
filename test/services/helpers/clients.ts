/** The official clients of both protocol eras, unmodified, behind the few methods that the tests use. */
import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

export interface Content {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
}

export interface ToolAnswer {
  readonly isError: boolean;
  /** Empty when the answer has none. */
  readonly structured: Record<string, unknown>;
  readonly content: readonly Content[];
  /** The first text block. */
  readonly text: string;
}

export interface ConnectedClient {
  tools(): Promise<{ name: string; description?: string; inputSchema: unknown; outputSchema?: unknown }[]>;
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

export type Era = "2025 (sdk 1.x)" | "2026 (client 2.x)";
export const ERAS: readonly Era[] = ["2025 (sdk 1.x)", "2026 (client 2.x)"];

export async function connect(era: Era, url: string, token?: string): Promise<ConnectedClient> {
  const requestInit = token === undefined ? {} : { headers: { "x-stoa-token": token } };
  const info = { name: "test", version: "1.0.0" };
  if (era === "2025 (sdk 1.x)") {
    const client = new LegacyClient(info);
    await client.connect(new LegacyTransport(new URL(url), { requestInit }));
    return {
      tools: async () => (await client.listTools()).tools,
      call: async (name, args = {}) => answerOf((await client.callTool({ name, arguments: args })) as never),
      close: () => client.close(),
    };
  }
  const client = new ModernClient(info, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new ModernTransport(new URL(url), { requestInit }));
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, args = {}) => answerOf((await client.callTool({ name, arguments: args })) as never),
    close: () => client.close(),
  };
}

function answerOf(result: {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
  content: Content[];
}): ToolAnswer {
  const { isError = false, structuredContent, content } = result;
  return {
    isError,
    structured: structuredContent ?? {},
    content,
    text: content.find(({ type }) => type === "text")?.text ?? "",
  };
}
