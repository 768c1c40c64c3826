import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { Hono } from "hono";
import { close, createHttpServer, listen } from "../../../gateway/assembly/http-server.ts";
import { limitBody } from "../../../gateway/control/limit-body.ts";

const LIMIT = 64;

/** Posts `chunks` to the gateway's own server, as a client that does not announce a length. */
async function postChunked(chunks: readonly string[]): Promise<{ status: number | undefined; body: string }> {
  const app = new Hono()
    .use(limitBody(LIMIT, (c) => c.text("too large", 413)))
    .post("/", async (c) => c.text(`got ${await c.req.text()}`));
  const server = createHttpServer({ data: () => undefined, control: app.fetch });
  await listen(server, 0, "127.0.0.1");
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((settle, reject) => {
      const sent = request({ port, host: "127.0.0.1", method: "POST", path: "/" }, (answer) => {
        let body = "";
        answer.on("data", (chunk: Buffer) => (body += chunk));
        answer.on("end", () => settle({ status: answer.statusCode, body }));
      });
      sent.on("error", reject);
      for (const chunk of chunks) sent.write(chunk);
      sent.end();
    });
  } finally {
    await close(server, 100);
  }
}

describe("a body whose length is not announced", () => {
  it("arrives whole when it is within the limit", async () =>
    expect(await postChunked(['{"a":', "1}"])).to.deep.equal({ status: 200, body: 'got {"a":1}' }));

  it("may be empty, as curl -X POST sends it", async () =>
    expect(await postChunked([])).to.deep.equal({ status: 200, body: "got " }));

  it("is refused over the limit", async () =>
    expect(await postChunked(["x".repeat(LIMIT), "y"])).to.deep.equal({ status: 413, body: "too large" }));
});
