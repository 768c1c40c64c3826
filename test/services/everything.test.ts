import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { startEverything } from "../../services/everything/start-everything.ts";
import type { RunningService } from "../../services/serve.ts";
import { connect } from "./helpers/clients.ts";
import { manifestSchema } from "../../contracts/manifest.ts";
import { demoListings } from "../../services/catalogue.ts";
import { codeHashOf, manifestOf } from "../../scripts/demo/listing.ts";

describe("the reference server", () => {
  let everything: RunningService;
  before(async () => {
    everything = await startEverything(0);
  });
  after(() => everything.close());

  it("serves the tools of its authors' release to anybody", async () => {
    const client = await connect("2025 (sdk 1.x)", everything.url);
    const names = (await client.tools()).map(({ name }) => name);
    expect(names).to.include.members(["echo", "get-sum", "get-tiny-image"]);
    expect((await client.call("echo", { message: "hail" })).text).to.equal("Echo: hail");
    await client.close();
  });

  it("ends a session that its client ends, and does not know it afterwards", async () => {
    const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    const opened = await fetch(everything.url, {
      method: "POST",
      headers,
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } },
      }),
    });
    await opened.text();
    const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
    expect((await fetch(everything.url, { method: "DELETE", headers: session })).status).to.equal(200);
    const after = await fetch(everything.url, {
      method: "POST",
      headers: { ...headers, ...session },
      body: JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }),
    });
    expect(after.status).to.equal(404);
  });

  it("refuses a port that is taken", async () => {
    const error = await startEverything(Number(new URL(everything.url).port)).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property("code", "EADDRINUSE");
  });
});

describe("the catalogue", () => {
  it("describes five services that make valid manifests", () => {
    expect(demoListings.map(({ name, port }) => `${name} ${port}`)).to.deep.equal([
      "stoa/solidity 4101",
      "stoa/chart 4102",
      "stoa/scratchpad 4103",
      "stoa/chain 4104",
      "stoa/everything 4105",
    ]);
    for (const listing of demoListings) {
      const manifest = manifestOf(listing, []);
      expect(manifestSchema.parse(manifest).remotes[0]?.url).to.equal(`http://localhost:${listing.port}/mcp`);
    }
  });

  it("hashes each service's source", () => {
    const hashes = demoListings.map(({ sourceFolder }) => codeHashOf(sourceFolder));
    expect(new Set(hashes).size).to.equal(5);
  });
});

describe("a service in a process of its own", () => {
  it("prints its endpoint, answers there, and ends on SIGTERM", async () => {
    const { said, stop, ended } = await run("services/chart/main.ts", [], { PORT: "0" }, 1);
    expect(said[0]).to.match(/^stoa\/chart http:\/\/localhost:\d+\/mcp$/);
    const url = said[0]?.split(" ")[1] ?? "";
    expect((await fetch(new URL("/health", url))).status).to.equal(200);
    stop();
    expect(await ended).to.equal(0);
  });

  it("shares a process with others", async () => {
    const { said, stop, ended } = await run("services/main.ts", ["chart", "stoa/chain"], { PORT: "0" }, 2);
    const names = await Promise.all(
      said.map(async (line) => {
        const client = await connect("2026 (client 2.x)", line.replace("listening ", ""));
        const [first] = await client.tools();
        await client.close();
        return first?.name;
      }),
    );
    expect(names).to.have.members(["render", "decode_calldata"]);
    stop();
    expect(await ended).to.equal(0);
  });

  it("names the variable that is wrong", async () => {
    const { ended, complaint } = await run("services/chart/main.ts", [], { PORT: "http" }, 1);
    expect(await ended).to.equal(1);
    expect(complaint()).to.match(/The service cannot start\. PORT: /);
  });
});

/** Its first `lines` lines of output, what it complains about, and its end. */
async function run(file: string, args: string[], env: Record<string, string>, lines: number) {
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...env } });
  const said: string[] = [];
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const reader = createInterface(child.stdout);
  for await (const line of reader) {
    said.push(line);
    if (said.length === lines) break;
  }
  return { said, complaint: () => complaint, ended, stop: () => child.kill("SIGTERM") };
}
