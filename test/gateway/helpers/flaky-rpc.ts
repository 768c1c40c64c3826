import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A node in front of a real one: it can be cut off, and it counts what it is asked. */
export async function startFlakyRpc(target: string) {
  let cut = false;
  const asked: string[] = [];

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>));
    if (cut) return void incoming.socket.destroy();
    const calls: unknown = JSON.parse(body.toString());
    for (const call of Array.isArray(calls) ? calls : [calls])
      asked.push((call as { method: string }).method);
    const headers = { "content-type": "application/json" };
    request(target, { method: "POST", headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(outgoing);
    }).end(body);
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How often a method was asked since the start. */
    asked: (method: string) => asked.filter((name) => name === method).length,
    cut() {
      cut = true;
    },
    mend() {
      cut = false;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
