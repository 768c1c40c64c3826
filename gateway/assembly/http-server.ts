/** The one port of the gateway: services to the data plane, all else to the control plane. */
import { createServer, type RequestListener, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";

/** `/mcp/{namespace}/{name}`, whatever follows the name. */
const SERVICE = /^\/mcp\/[^/?]+\/[^/?]+/;

export function createHttpServer(planes: {
  readonly data: RequestListener;
  readonly control: (request: Request) => Response | Promise<Response>;
}): Server {
  const control = getRequestListener(planes.control, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    if (SERVICE.test(request.url ?? "")) planes.data(request, response);
    else void control(request, response);
  });
  // For sending a request; how long an answer may take is the planes' own affair.
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

/** Takes no more requests, waits for those under way, and after `patience` milliseconds cuts what is left (streams). */
export async function close(server: Server, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  // A connection that is kept alive after its last answer would hold the server open.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearTimeout(cut);
  clearInterval(sweep);
}
