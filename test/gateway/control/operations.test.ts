import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { expect } from "chai";
import { keccak256, stringToBytes, zeroAddress, zeroHash } from "viem";
import type { SignedReceipt } from "../../../gateway/ledger/types.ts";
import { fixture, GATEWAY, json, temporaryFolder } from "./fixture.ts";
import { listen } from "./servers.ts";

async function elsewhere() {
  const home = await fixture();
  return fixture({ config: { ...home.deps.config, local: false } });
}

function code(body: unknown): string {
  return (body as { error: { code: string } }).error.code;
}

describe("settlement and time", () => {
  it("shows how claiming goes", async () => {
    const { app } = await fixture();
    expect(await (await app.request("/v1/settlement")).json()).to.include({
      settler: GATEWAY,
      unclaimed: "7",
    });
  });

  it("names rows in trouble, and so payers, on the local chain only", async () => {
    const local = await (await (await fixture()).app.request("/v1/settlement")).json();
    const onPublicChain = await (await (await elsewhere()).app.request("/v1/settlement")).json();
    expect(local).to.include.keys("shortfalls", "blocked");
    expect(onPublicChain).to.not.have.any.keys("shortfalls", "blocked");
  });

  it("claims all on the local chain, when asked", async () => {
    const { app, done } = await fixture();
    const answer = await app.request("/v1/settlement/flush", { method: "POST" });
    expect(await answer.json()).to.deep.equal({ claims: [] });
    expect(done).to.deep.equal(["flush manual"]);
  });

  it("claims before it moves the local chain's clock", async () => {
    const { app, done } = await fixture();
    const answer = await app.request("/v1/time", json({ seconds: 86_400 }));
    expect(await answer.json()).to.include({ number: "100" });
    expect(done).to.deep.equal(["flush manual", "evm_increaseTime [86400]", "evm_mine []"]);
  });

  it("does neither on another chain", async () => {
    const { app, done } = await elsewhere();
    for (const answer of [
      await app.request("/v1/time", json({ seconds: 60 })),
      await app.request("/v1/settlement/flush", { method: "POST" }),
    ]) {
      expect(answer.status).to.equal(403);
      expect(code(await answer.json())).to.equal("local_chain_only");
    }
    expect(done).to.deep.equal([]);
  });

  it("does neither for another site's page, nor backwards", async () => {
    const { app, done } = await fixture();
    const headers = { origin: "https://evil.example" };
    const flush = await app.request("/v1/settlement/flush", { method: "POST", headers });
    expect(flush.status).to.equal(403);
    expect((await app.request("/v1/time", json({ seconds: 60 }, headers))).status).to.equal(403);
    expect((await app.request("/v1/time", json({ seconds: -60 }))).status).to.equal(400);
    expect(done).to.deep.equal([]);
  });
});

describe("GET /v1/receipts/{callId}", () => {
  const callId = keccak256(stringToBytes("call-0123456789ab"));
  const signed: SignedReceipt = {
    receipt: {
      callId,
      payer: zeroAddress,
      gateway: GATEWAY,
      key: zeroAddress,
      serviceId: 1n,
      termsHash: zeroHash,
      epoch: 0,
      seq: 1n,
      price: 20_000n,
      chargedCumulative: 20_000n,
      requestHash: zeroHash,
      responseHash: zeroHash,
      status: 0,
      issuedAt: 1_800_000_000n,
    },
    signature: "0x1234",
  };

  it("gives the receipt by the caller's id and by its hash", async () => {
    const { app, books } = await fixture();
    books.receipts.set(callId, signed);
    for (const id of ["call-0123456789ab", callId]) {
      const answer = await app.request(`/v1/receipts/${id}`);
      expect(await answer.json()).to.have.nested.include({ "receipt.price": "20000", signature: "0x1234" });
    }
  });

  it("finds an id that looks like a hash", async () => {
    const { app, books } = await fixture();
    books.receipts.set(keccak256(stringToBytes(zeroHash)), signed);
    expect((await app.request(`/v1/receipts/${zeroHash}`)).status).to.equal(200);
  });

  it("says when there is none, and when the id cannot be one", async () => {
    const { app } = await fixture();
    const none = await app.request("/v1/receipts/call-0123456789ab");
    expect(none.status).to.equal(404);
    expect(code(await none.json())).to.equal("receipt_unknown");
    expect((await app.request("/v1/receipts/short")).status).to.equal(400);
  });
});

describe("GET /health", () => {
  it("tells how chain, index and services are", async () => {
    const { app } = await fixture();
    const answer = await app.request("/health");
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.have.nested.include({
      status: "ok",
      "chain.head.number": "100",
      "services.up": 4,
      store: "pglite",
      signatureBackend: "native",
    });
  });

  it("is not well while the chain stands still", async () => {
    const { app } = await fixture({ chainView: { stalled: () => true } });
    const answer = await app.request("/health");
    expect(answer.status).to.equal(503);
    expect(await answer.json()).to.include({ status: "degraded" });
  });
});

describe("GET /v1/chain", () => {
  it("tells which block deposits count up to, to pages of any origin", async () => {
    const { app } = await fixture();
    const answer = await app.request("/v1/chain", { headers: { origin: "https://client.example" } });
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    expect(await answer.json()).to.have.nested.include({ "head.number": "100", safe: "98", stalled: false });
  });
});

describe("forwarding", () => {
  it("passes queries to the index and says when it is not there", async () => {
    const seen: string[] = [];
    const index = await listen((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(200, {
        "content-type": "application/json",
        "set-cookie": "a=b",
        "x-powered-by": "x",
      });
      response.end('{"data":{}}');
    });
    const { app } = await fixture({ indexUrl: new URL(index.url).origin });
    const answer = await app.request("/graphql", json({ query: "{ services { items { id } } }" }));
    expect(await answer.json()).to.deep.equal({ data: {} });
    expect([...answer.headers.keys()]).to.not.include.members(["set-cookie", "x-powered-by"]);
    await (await app.request("/sql/db?sql=select%201")).text();
    await (await app.request("/graphql?query=x")).text();
    await index.close();
    expect(seen).to.deep.equal(["POST /graphql", "GET /sql/db?sql=select%201", "GET /graphql?query=x"]);

    const gone = await app.request("/graphql", json({ query: "{}" }));
    expect(gone.status).to.equal(502);
    expect(code(await gone.json())).to.equal("part_unreachable");
  });

  it("streams the index's live queries", async () => {
    const index = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const { app } = await fixture({ indexUrl: new URL(index.url).origin });
    const answer = await app.request("/sql/live?sql=x");
    const reader = answer.body!.getReader();
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).to.equal("data: 1\n\n");
    await reader.cancel();
    await index.close();
  });

  it("passes reads and signed transactions to the chain, one or many at once", async () => {
    const seen: unknown[] = [];
    const node = await listen((request, response) => {
      void (async () => {
        let body = "";
        for await (const chunk of request) body += String(chunk);
        seen.push(JSON.parse(body));
        response.writeHead(200, { "content-type": "application/json" });
        response.end('{"jsonrpc":"2.0","id":1,"result":"0x1"}');
      })();
    });
    const { app } = await fixture({ rpcUrl: node.url });
    const call = { jsonrpc: "2.0", id: 1, method: "eth_sendRawTransaction", params: ["0x00"] };
    expect(await (await app.request("/rpc", json(call))).json()).to.include({ result: "0x1" });
    await app.request("/rpc", json([call, { ...call, method: "eth_call" }]));
    await node.close();
    expect(seen).to.deep.equal([call, [call, { ...call, method: "eth_call" }]]);
  });

  it("passes on nothing that moves the node's clock, keys or state, not even inside a batch", async () => {
    const { app } = await fixture();
    for (const method of [
      "evm_increaseTime",
      "hardhat_setBalance",
      "eth_sendTransaction",
      "debug_traceCall",
    ]) {
      const answer = await app.request("/rpc", json({ jsonrpc: "2.0", id: 7, method, params: [] }));
      expect(await answer.json()).to.deep.equal({
        jsonrpc: "2.0",
        id: 7,
        error: {
          code: 40304,
          message: `The method ${method} is not passed on. Use a node of your own for it.`,
        },
      });
    }
    const read = { jsonrpc: "2.0", id: 1, method: "eth_chainId" };
    const batch = await app.request("/rpc", json([read, { ...read, id: 2, method: "evm_mine" }]));
    expect(await batch.json())
      .to.have.length(2)
      .and.to.have.nested.property("[0].error.code", 40304);
  });
});

describe("the site and the rest", () => {
  it("serves hashed files for a year, and its page for every other address", async () => {
    const { app } = await fixture();
    const script = await app.request("/assets/index-a1b2c3.js");
    expect(script.headers.get("cache-control")).to.equal("public, max-age=31536000, immutable");
    expect(script.headers.get("content-type")).to.match(/javascript/);
    for (const path of ["/", "/services/stoa/chart", "/account?tab=keys"]) {
      const page = await app.request(path);
      expect(await page.text()).to.include("<title>Stoa</title>");
      expect(page.headers.get("cache-control")).to.equal("no-cache");
      expect(page.headers.get("content-security-policy")).to.match(
        /default-src 'self'.*frame-ancestors 'none'/,
      );
    }
  });

  it("sends the compressed copy of a file to whoever takes it, and the file to everybody else", async () => {
    const webDist = temporaryFolder();
    const script = "export const words = 'said twice, said twice';";
    writeFileSync(join(webDist, "index.html"), "<title>Stoa</title>");
    writeFileSync(join(webDist, "app.js"), script);
    writeFileSync(join(webDist, "app.js.br"), brotliCompressSync(script));
    const { app } = await fixture({ webDist });
    const small = await app.request("/app.js", { headers: { "accept-encoding": "gzip, deflate, br" } });
    expect(small.headers.get("content-encoding")).to.equal("br");
    expect(small.headers.get("content-type")).to.match(/javascript/);
    expect(small.headers.get("vary")).to.match(/accept-encoding/i);
    expect(brotliDecompressSync(await small.bytes()).toString()).to.equal(script);
    const plain = await app.request("/app.js");
    expect(plain.headers.get("content-encoding")).to.equal(null);
    expect(await plain.text()).to.equal(script);
  });

  it("answers 404 for files and API paths that are not there, and for paths outside of the site", async () => {
    const { app } = await fixture();
    for (const path of ["/assets/gone-000000.js", "/v1/nope", "/..%2f..%2fetc%2fpasswd.txt"]) {
      const answer = await app.request(path);
      expect(answer.status, path).to.equal(404);
      expect(code(await answer.json())).to.equal("not_found");
    }
  });

  it("says that the site is missing until it is built, and serves it from then on", async () => {
    const webDist = temporaryFolder();
    const { app } = await fixture({ webDist });
    expect((await app.request("/")).status).to.equal(404);
    writeFileSync(join(webDist, "index.html"), "<title>Stoa</title>");
    expect(await (await app.request("/")).text()).to.equal("<title>Stoa</title>");
  });

  it("refuses a body over the limit, and one that is no JSON", async () => {
    const { app } = await fixture();
    const large = await app.request(
      "/v1/probe",
      json({ endpoint: `https://x.example/${"a".repeat(100_000)}` }),
    );
    expect(large.status).to.equal(413);
    expect(code(await large.json())).to.equal("body_too_large");
    const headers = { "content-type": "application/json" };
    const broken = await app.request("/v1/probe", { method: "POST", headers, body: "{" });
    expect(broken.status).to.equal(400);
    expect(code(await broken.json())).to.equal("input_invalid");
  });

  it("answers a bug of its own with one sentence and no details", async () => {
    const { app, deps } = await fixture({ probe: () => Promise.reject(new Error("secret")) });
    const answer = await app.request("/v1/probe", json({ endpoint: "https://x.example" }));
    expect(answer.status).to.equal(500);
    expect(await answer.text())
      .to.include('"internal"')
      .and.not.include("secret");
    expect(deps.log.level).to.equal("silent");
  });
});
