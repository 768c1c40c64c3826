import { expect } from "chai";
import { probe } from "../../../gateway/catalogue/probe.ts";
import { dualEraServer, legacyServer, listen, type Listening } from "./servers.ts";

const LOCAL = { privateUpstreams: true, timeout: 3_000 };

async function hashOf(tools: readonly string[]): Promise<string> {
  const server = await dualEraServer(tools);
  const result = await probe(server.url, LOCAL);
  await server.close();
  return result.ok ? result.toolsHash : result.message;
}

describe("probe", () => {
  let server: Listening | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  it("reads tools, server and protocol of a server that speaks both eras", async () => {
    server = await dualEraServer();
    const result = await probe(server.url, LOCAL);
    expect(result).to.deep.include({
      ok: true,
      protocolEra: "modern",
      protocolVersion: "2026-07-28",
      serverInfo: { name: "dual", version: "2.1.0" },
    });
    if (!result.ok) throw new Error(result.message);
    expect(result.tools.map(({ name }) => name)).to.have.members(["echo", "add"]);
    expect(result.tools[0]?.inputSchema).to.have.nested.property("properties.text");
    expect(result.toolsHash).to.match(/^0x[0-9a-f]{64}$/);
    expect(result.latencyMs).to.be.at.least(0);
  });

  it("reads a server of the older protocol and ends the session it was given", async () => {
    const old = await legacyServer();
    server = old;
    const result = await probe(old.url, LOCAL);
    expect(result).to.deep.include({ ok: true, protocolEra: "legacy", protocolVersion: "2025-11-25" });
    expect(old.sessions()).to.equal(0);
    const again = await probe(old.url, { ...LOCAL, knownLegacy: true });
    expect(again).to.deep.include({ ok: true, protocolEra: "legacy" });
  });

  it("gives the same hash for tools in another order, and another hash for other tools", async () => {
    const hash = await hashOf(["echo", "add"]);
    expect(await hashOf(["add", "echo"])).to.equal(hash);
    expect(await hashOf(["add", "echo2"])).not.to.equal(hash);
  });

  it("names a server that is not there", async () => {
    const gone = await dualEraServer();
    await gone.close();
    expect(await probe(gone.url, LOCAL)).to.deep.equal({
      ok: false,
      problem: "unreachable",
      message: "The server cannot be reached: ECONNREFUSED.",
    });
  });

  it("names a server that never answers", async () => {
    server = await listen(() => undefined);
    expect(await probe(server.url, { ...LOCAL, timeout: 300 })).to.deep.equal({
      ok: false,
      problem: "timeout",
      message: "The server did not answer within 0.3 s.",
    });
  });

  it("names a server that sends one byte of its answer at a time, for ever", async () => {
    server = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect(await probe(server.url, { ...LOCAL, timeout: 300 })).to.include({ problem: "timeout" });
  });

  it("names a web page", async () => {
    server = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Hello</h1>");
    });
    expect(await probe(server.url, LOCAL)).to.include({ ok: false, problem: "not_mcp" });
  });

  it("names JSON that is not JSON-RPC", async () => {
    server = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"hello":"world"}');
    });
    expect(await probe(server.url, { ...LOCAL, timeout: 1_000 })).to.include({
      ok: false,
      problem: "not_mcp",
    });
  });

  it("names a server that wants a login, and one that fails", async () => {
    server = await listen((_request, response) => void response.writeHead(401).end());
    expect(await probe(server.url, LOCAL)).to.include({
      problem: "forbidden",
      message: "The server refuses discovery with status 401.",
    });
    await server.close();
    server = await listen((_request, response) => void response.writeHead(500).end());
    expect(await probe(server.url, LOCAL)).to.include({ problem: "server_error" });
  });

  it("stops reading an answer without end", async () => {
    server = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const pour = () => {
        while (response.write("x".repeat(65_536)));
      };
      response.on("drain", pour);
      pour();
    });
    expect(await probe(server.url, { ...LOCAL, maxBytes: 1_000_000 })).to.include({
      problem: "too_large",
      message: "The server sent more than 1000000 bytes.",
    });
  });

  it("names a server without tools", async () => {
    server = await dualEraServer([]);
    expect(await probe(server.url, LOCAL)).to.include({ problem: "no_tools" });
  });

  it("does not follow a redirect to another origin", async () => {
    const target = await dualEraServer();
    server = await listen(
      (_request, response) => void response.writeHead(307, { location: target.url }).end(),
    );
    const result = await probe(server.url, LOCAL);
    await target.close();
    expect(result).to.include({ ok: false, problem: "not_mcp" });
  });

  it("refuses private addresses, by number and by name", async () => {
    server = await dualEraServer();
    const { port } = new URL(server.url);
    for (const host of ["127.0.0.1", "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]"]) {
      const result = await probe(`http://${host}:${port}/mcp`, { ...LOCAL, privateUpstreams: false });
      expect(result, host).to.include({ ok: false, problem: "private_address" });
    }
  });

  it("refuses what is not an http URL", async () => {
    for (const endpoint of ["file:///etc/passwd", "ftp://example.com", "example.com/mcp"]) {
      expect(await probe(endpoint, LOCAL)).to.include({ problem: "invalid_url" });
    }
  });

  it("carries the gateway's token", async () => {
    const seen: unknown[] = [];
    server = await listen((request, response) => {
      seen.push(request.headers["x-stoa-token"]);
      response.writeHead(403).end();
    });
    await probe(server.url, { ...LOCAL, token: "a.b.c" });
    expect(seen).to.include("a.b.c");
  });
});
