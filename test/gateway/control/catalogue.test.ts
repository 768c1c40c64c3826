import { expect } from "chai";
import { pino } from "pino";
import { encodeWire } from "../../../contracts/payment.ts";
import { canonicalHash, STOA_META, type Manifest } from "../../../contracts/manifest.ts";
import { healthOf, nextCheckIn } from "../../../gateway/catalogue/health.ts";
import { createCatalogue, type LiveCatalogue } from "../../../gateway/catalogue/live-catalogue.ts";
import { priceOf } from "../../../gateway/catalogue/price.ts";
import { probe } from "../../../gateway/catalogue/probe.ts";
import { readIndex } from "../../../gateway/catalogue/read-index.ts";
import type { TermsView } from "../../../gateway/chain/types.ts";
import type { KeyValueStore } from "../../../gateway/kv/types.ts";
import { createCallerTokens } from "../../../gateway/upstream/caller-tokens.ts";
import { loadSigningKey } from "../../../gateway/upstream/signing-key.ts";
import { GATEWAY, listingOf, PUBLIC_URL } from "./fixture.ts";
import { memoryStore } from "./memory.ts";
import { dualEraServer, listen, type Listening } from "./servers.ts";

/** An index that answers the gateway's query with `rows`, two to a page. */
async function indexServer(rows: () => readonly unknown[]): Promise<Listening> {
  const listening = await listen((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const { after } = (JSON.parse(body) as { variables: { after: string | null } }).variables;
      const from = Number(after ?? 0);
      const items = rows().slice(from, from + 2);
      const pageInfo = { hasNextPage: from + 2 < rows().length, endCursor: String(from + 2) };
      response.writeHead(200, { "content-type": "application/json" });
      response.end(encodeWire({ data: { services: { items, pageInfo } } }));
    })();
  });
  return { ...listening, url: new URL(listening.url).origin };
}

function row(
  serviceId: bigint,
  name: string,
  endpoint = "http://127.0.0.1:9/mcp",
  toolsHash = canonicalHash([]),
) {
  const { manifest } = listingOf(serviceId, name);
  const listing = { ...manifest._meta[STOA_META], toolsHash };
  const remotes: Manifest["remotes"] = [{ type: "streamable-http", url: endpoint }];
  const changed: Manifest = { ...manifest, remotes, _meta: { [STOA_META]: listing } };
  return listingOf(serviceId, name, { manifest: changed, manifestHash: canonicalHash(changed) }).facts;
}

/** Waits until `condition` holds, looking again after each turn of the event loop; mocha's timeout ends it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("the catalogue", () => {
  const running: (LiveCatalogue | Listening)[] = [];
  const reports: string[] = [];

  afterEach(async () => {
    for (const part of running.splice(0)) await part.close();
    reports.splice(0);
  });

  async function start(indexUrl: string, store: KeyValueStore = memoryStore(), genesisHash = "0xaa") {
    const key = await loadSigningKey(store);
    const catalogue = await createCatalogue({
      store,
      genesisHash,
      readIndex: (signal) => readIndex(indexUrl, (problem) => reports.push(problem), signal),
      probe: (endpoint, options) => probe(endpoint, { ...options, privateUpstreams: true, timeout: 2_000 }),
      tokens: createCallerTokens({ key, issuer: PUBLIC_URL, gateway: GATEWAY }),
      indexInterval: 20,
      probeInterval: 50,
      log: pino({ level: "silent" }),
    });
    running.push(catalogue);
    return catalogue;
  }

  it("fills from all pages of the index and follows what is added", async () => {
    const rows = [row(1n, "stoa/a"), row(2n, "stoa/b"), row(3n, "stoa/c")];
    const index = await indexServer(() => rows);
    running.push(index);
    const catalogue = await start(index.url);
    expect(catalogue.all().map(({ name }) => name)).to.deep.equal(["stoa/a", "stoa/b", "stoa/c"]);
    expect(catalogue.byName("stoa/b")).to.equal(catalogue.byId(2n));
    rows.push(row(4n, "stoa/d"));
    await until(() => catalogue.byName("stoa/d") !== undefined);
  });

  it("leaves out and reports a service that does not fit, and keeps the others", async () => {
    const index = await indexServer(() => [
      { ...row(1n, "stoa/a"), manifest: { name: 1 } },
      row(2n, "stoa/b"),
    ]);
    running.push(index);
    const catalogue = await start(index.url);
    expect(catalogue.all().map(({ name }) => name)).to.deep.equal(["stoa/b"]);
    expect(reports[0]).to.match(/left out.*manifest/s);
  });

  it("goes on when the index is down, and comes back when it is back", async () => {
    const index = await indexServer(() => [row(1n, "stoa/a")]);
    const catalogue = await start(index.url);
    await index.close();
    await until(() => catalogue.indexState().problem !== undefined);
    expect(catalogue.byName("stoa/a")).to.include({ serviceId: 1n });
  });

  it("starts without the index from the copy in its store, on the same chain alone", async () => {
    const store = memoryStore();
    const server = await dualEraServer();
    const index = await indexServer(() => [row(1n, "stoa/a", server.url)]);
    const first = await start(index.url, store);
    await until(() => first.byName("stoa/a")?.health.state === "up");
    await first.close();
    await index.close();
    await server.close();

    const again = await start(index.url, store);
    expect(again.indexState()).to.have.property("readAt", 0);
    expect(again.byName("stoa/a")?.tools.map(({ name }) => name)).to.have.members(["echo", "add"]);
    expect(again.byName("stoa/a")?.facts.stake).to.equal(100_000_000n);
    expect((await start(index.url, store, "0xbb")).all()).to.deep.equal([]);
  });

  it("probes each service: its tools, its era, its health", async () => {
    const server = await dualEraServer();
    running.push(server);
    const gone = await dualEraServer();
    await gone.close();
    const report = await probe(server.url, { privateUpstreams: true });
    if (!report.ok) throw new Error(report.message);
    const index = await indexServer(() => [
      row(1n, "stoa/up", server.url, report.toolsHash),
      row(2n, "stoa/drifted", server.url),
      row(3n, "stoa/down", gone.url),
    ]);
    running.push(index);
    const catalogue = await start(index.url);
    await until(() => catalogue.all().every(({ health }) => health.state !== "unknown"));
    expect(catalogue.byName("stoa/up")).to.deep.include({ protocolEra: "modern", tools: report.tools });
    expect(catalogue.byName("stoa/up")?.health).to.include({ state: "up", drifted: false });
    expect(catalogue.byName("stoa/drifted")?.health).to.include({ state: "up", drifted: true });
    expect(catalogue.byName("stoa/down")?.health).to.include({
      state: "down",
      problem: "The server cannot be reached: ECONNREFUSED.",
    });
  });

  it("keeps the tools of a service that went down, and sees that it did", async () => {
    const server = await dualEraServer();
    const index = await indexServer(() => [row(1n, "stoa/a", server.url)]);
    running.push(index);
    const catalogue = await start(index.url);
    await until(() => catalogue.byName("stoa/a")?.health.state === "up");
    await server.close();
    await until(() => catalogue.byName("stoa/a")?.health.state === "down");
    expect(catalogue.byName("stoa/a")?.tools).to.have.length(2);
  });

  it("does not go back to an older version while the index fills up again", async () => {
    const old = row(1n, "stoa/a");
    const rows = [{ ...old, versionNumber: 2, version: "2.0.0" }, row(2n, "stoa/b")];
    const index = await indexServer(() => rows);
    running.push(index);
    const catalogue = await start(index.url);
    rows.splice(0, 2, { ...old, gross: 1n });
    const { readAt } = catalogue.indexState();
    await until(() => catalogue.indexState().readAt > readAt);
    expect(catalogue.byName("stoa/a")?.facts).to.include({ version: "2.0.0" });
    expect(catalogue.byName("stoa/b")).to.include({ serviceId: 2n });
  });
});

describe("healthOf and nextCheckIn", () => {
  it("compares hashes whatever their case", () => {
    const report = {
      ok: true,
      tools: [],
      serverInfo: { name: "", version: "" },
      protocolVersion: "",
    } as const;
    const result = { ...report, protocolEra: "modern", toolsHash: "0xab", latencyMs: 3 } as const;
    expect(healthOf(result, "0xAB", 5)).to.deep.equal({
      state: "up",
      checkedAt: 5,
      latencyMs: 3,
      drifted: false,
    });
  });

  it("spreads checks by a fifth, and asks again soon, then later, after failures", () => {
    expect(nextCheckIn(300_000, 0, 0)).to.equal(240_000);
    expect(Math.round(nextCheckIn(300_000, 0, 1))).to.equal(360_000);
    expect([1, 2, 3, 4, 20].map((failures) => nextCheckIn(300_000, failures, 0.5))).to.deep.equal([
      5_000, 10_000, 20_000, 40_000, 300_000,
    ]);
  });
});

describe("priceOf", () => {
  const { manifest } = listingOf(1n, "stoa/chart");
  const { prices } = manifest._meta[STOA_META];
  const terms: TermsView = {
    termsId: "0x",
    feeVersion: 1,
    termsHash: "0x",
    model: "per-tool",
    chargeOnError: false,
    maxPrice: 50_000n,
    pricesHash: canonicalHash(prices),
  };

  it("is the table's, at most the terms' maximum, which is also the price of what the table leaves out", () => {
    expect(priceOf(terms, manifest, "themes")).to.equal(1_000n);
    expect(priceOf(terms, manifest, "render")).to.equal(50_000n);
    expect(priceOf(terms, manifest, "other")).to.equal(50_000n);
    expect(priceOf(terms, manifest, "toString")).to.equal(50_000n);
  });

  it("is the maximum when the table is not the one that the terms carry", () => {
    expect(priceOf({ ...terms, pricesHash: canonicalHash({}) }, manifest, "themes")).to.equal(50_000n);
  });

  it("is nothing for a free service and one price for a per-call one", () => {
    expect(priceOf({ ...terms, model: "free" }, manifest, "themes")).to.equal(0n);
    expect(priceOf({ ...terms, model: "per-call" }, manifest, "themes")).to.equal(50_000n);
  });
});
