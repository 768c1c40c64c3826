/** What the gateway is compared with: node:http and undici, bytes in, bytes out. `node bare-proxy.ts <origin>` */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import { report } from "./protocol.ts";

const pool = new Pool(process.argv[2]!, { connections: 256, pipelining: 1, allowH2: false });

const server = createServer((request, response) => {
  const { method, url, headers } = request;
  const { host: _host, connection: _connection, ...passed } = headers;
  pool.dispatch(
    { method: method as "POST", path: url!, headers: passed, body: request },
    {
      onRequestStart: () => undefined,
      onResponseStart(_controller, status, answered) {
        response.writeHead(status, answered);
      },
      onResponseData(_controller, chunk) {
        response.write(chunk);
      },
      onResponseEnd: () => void response.end(),
      onResponseError: () => void response.destroy(),
    },
  );
});
server.listen(0, "127.0.0.1", () => report((server.address() as AddressInfo).port));
