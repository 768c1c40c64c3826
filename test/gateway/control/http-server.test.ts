import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { close, createHttpServer, listen } from "../../../gateway/assembly/http-server.ts";

async function start(data: Parameters<typeof createHttpServer>[0]["data"]) {
  const server = createHttpServer({
    data,
    control: (request) => new Response(`control ${new URL(request.url).pathname}`),
  });
  await listen(server, 0, "127.0.0.1");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe("the gateway's port", () => {
  it("hands services to the data plane and all else to the control plane", async () => {
    const { server, url } = await start((request, response) => void response.end(`data ${request.url}`));
    const ask = async (path: string) => (await fetch(`${url}${path}`)).text();
    expect(await ask("/mcp/stoa/chart")).to.equal("data /mcp/stoa/chart");
    expect(await ask("/mcp/stoa/chart?session=1")).to.equal("data /mcp/stoa/chart?session=1");
    expect(await ask("/mcp/stoa/chart/deeper")).to.equal("data /mcp/stoa/chart/deeper");
    for (const path of ["/mcp", "/mcp/", "/mcp/stoa", "/v1/services/mcp/x", "/"]) {
      expect(await ask(path)).to.equal(`control ${path}`);
    }
    await close(server, 1_000);
  });

  it("fails when the port is taken", async () => {
    const first = await start(() => undefined);
    const { port } = first.server.address() as AddressInfo;
    const second = createHttpServer({ data: () => undefined, control: () => new Response() });
    const error = await listen(second, port, "127.0.0.1").catch((caught: unknown) => caught);
    expect(error).to.have.property("code", "EADDRINUSE");
    await close(first.server, 1_000);
  });

  it("finishes what is under way before it closes, and takes nothing new", async () => {
    const entered = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { server, url } = await start((_request, response) => {
      entered.resolve();
      void release.promise.then(() => response.end("done"));
    });
    const answer = fetch(`${url}/mcp/stoa/chart`);
    await entered.promise;
    const closed = close(server, 10_000);
    const refused = await fetch(`${url}/health`).catch((error: Error) => error.cause);
    expect(refused).to.have.property("code", "ECONNREFUSED");
    release.resolve();
    expect(await (await answer).text()).to.equal("done");
    await closed;
  });

  it("cuts streams that outlast its patience", async () => {
    const { server, url } = await start((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const stream = await fetch(`${url}/mcp/stoa/chart`);
    await Promise.all([once(server, "close"), close(server, 50)]);
    const error = await stream.text().catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(TypeError);
  });
});
