/** MCP servers and impostors for the probe: each really listens on a free port. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { McpServer as LegacyMcpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

export async function listen(handler: RequestListener): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/mcp`, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Serves both protocol eras. */
export function dualEraServer(tools: readonly string[] = ["echo", "add"]): Promise<Listening> {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: "dual", version: "2.1.0" }, { capabilities: { tools: {} } });
    for (const name of tools) {
      server.registerTool(
        name,
        { description: `Does ${name}.`, inputSchema: z.object({ text: z.string() }) },
        ({ text }) => ({ content: [{ type: "text", text }] }),
      );
    }
    return server;
  });
  const node = toNodeHandler(handler);
  return listen((request, response) => void node(request, response));
}

/** Serves the older protocol alone, with sessions; `sessions` tells how many are open. */
export async function legacyServer(): Promise<Listening & { sessions(): number }> {
  const open = new Map<string, StreamableHTTPServerTransport>();
  const listening = await listen((request, response) => {
    void (async () => {
      const known = open.get(String(request.headers["mcp-session-id"]));
      if (known) return known.handleRequest(request, response);
      const transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: () => crypto.randomUUID(),
        onsessioninitialized: (id) => void open.set(id, transport),
        onsessionclosed: (id) => void open.delete(id),
      });
      const server = new LegacyMcpServer({ name: "old", version: "1.0.0" });
      server.registerTool(
        "echo",
        { description: "Does echo.", inputSchema: { text: z.string() } },
        ({ text }) => ({ content: [{ type: "text", text }] }),
      );
      await server.connect(transport);
      return transport.handleRequest(request, response);
    })();
  });
  return { ...listening, sessions: () => open.size };
}
