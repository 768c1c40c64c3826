/**
 * @modelcontextprotocol/server-everything as its authors released it, on a port of ours. Its own entry point listens on
 * all interfaces and writes a line per request, so only the HTTP around it is written here. It speaks the older
 * protocol, keeps sessions, is free, and takes calls from anybody: a reference, not a product.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { RunningService } from "../serve.ts";
import { createRecentEvents } from "./recent-events.ts";

interface EverythingModule {
  createServer(): { server: McpServer; cleanup(sessionId?: string): void };
}

/** Rejects when the port is taken. Port 0 takes a free one. */
export async function startEverything(port: number, host = "127.0.0.1"): Promise<RunningService> {
  const location = import.meta.resolve("@modelcontextprotocol/server-everything/dist/server/index.js");
  const everything = (await import(location)) as EverythingModule;
  const sessions = new Map<string, StreamableHTTPServerTransport>();

  async function openSession(): Promise<StreamableHTTPServerTransport> {
    const { server, cleanup } = everything.createServer();
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      eventStore: createRecentEvents(),
      onsessioninitialized: (sessionId) => void sessions.set(sessionId, transport),
    });
    server.server.onclose = () => {
      if (transport.sessionId) sessions.delete(transport.sessionId);
      cleanup(transport.sessionId);
    };
    await server.connect(transport);
    return transport;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (new URL(request.url ?? "/", "http://localhost").pathname !== "/mcp") {
      response.writeHead(404).end("The MCP endpoint is /mcp.\n");
      return;
    }
    const sessionId = request.headers["mcp-session-id"];
    const known = typeof sessionId === "string" ? sessions.get(sessionId) : undefined;
    if (known) return known.handleRequest(request, response);
    if (sessionId !== undefined) return refuse(response, 404, "Session not found");
    if (request.method !== "POST") return refuse(response, 400, "No session id was sent");
    const opened = await openSession();
    await opened.handleRequest(request, response);
    if (opened.sessionId === undefined) await opened.close();
  }

  const http = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("stoa/everything:", error);
      if (!response.headersSent) refuse(response, 500, "Internal server error");
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, resolve);
  });
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}/mcp`,
    async close() {
      await Promise.all([...sessions.values()].map((transport) => transport.close()));
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const error = { code: -32000, message };
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", error, id: null }));
}
