/** Publishers' servers, good and bad: each really listens on a free port. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createServer as createTcpServer } from "node:net";

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Upstream {
  readonly url: string;
  /** Requests that arrived, in order. */
  readonly seen: Seen[];
  close(): Promise<void>;
}

export type Answer = (
  body: Buffer,
  response: ServerResponse,
  request: IncomingMessage,
) => void | Promise<void>;

export async function startUpstream(answer: Answer): Promise<Upstream> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "", url = "", headers } = request;
      seen.push({ method, url, headers, body: body.toString("utf8") });
      void answer(body, response, request);
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    seen,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A server below HTTP. */
export async function startTcp(onConnection: (socket: Socket) => void): Promise<Upstream> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    seen: [],
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A URL where nothing listens. */
export async function deadUrl(): Promise<string> {
  const upstream = await startTcp(() => undefined);
  await upstream.close();
  return upstream.url;
}

export function idOf(body: Buffer): string | number {
  return (JSON.parse(body.toString("utf8")) as { id: string | number }).id;
}

export function result(id: string | number, value: Record<string, unknown>): string {
  return JSON.stringify({ jsonrpc: "2.0", id, result: value });
}

export function text(words: string): Record<string, unknown> {
  return { content: [{ type: "text", text: words }] };
}

export function json(response: ServerResponse, body: string, status = 200): void {
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
    .end(body);
}

export const echo: Answer = (body, response) => json(response, result(idOf(body), text("done")));
