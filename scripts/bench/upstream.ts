/** The least MCP server there can be: one fixed answer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { report } from "./protocol.ts";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { id } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { id: number };
    const body = `{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"hello"}],"isError":false}}`;
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => report((server.address() as AddressInfo).port));
