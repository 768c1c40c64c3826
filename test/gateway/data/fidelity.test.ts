/** What passes the gateway unchanged, what does not pass at all, and who is told what in which form. */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { expect } from "chai";
import { decodeJwt } from "jose";
import { z } from "zod";
import { withPayment } from "../../../sdk/mcp-with-payment.ts";
import { createVoucherSigner } from "../../../sdk/signer/create-voucher-signer.ts";
import { listen } from "../control/servers.ts";
import { privateKeyToAccount } from "viem/accounts";
import {
  callTool,
  createFixture,
  messageOf,
  post,
  PRICE,
  RECEIPT_KEY,
  refusalOf,
  type Fixture,
  type Listed,
} from "./fixture.ts";
import { openTestStore } from "./open-test-store.ts";
import { CHAIN_ID, GATEWAY, grantTo, newAccount, newCallId, pay, VAULT } from "./payer.ts";
import { echo, idOf, json, result, startUpstream, text, type Answer, type Upstream } from "./upstreams.ts";

const MODERN = "2026-07-28";

describe("the data plane", () => {
  let opened: Awaited<ReturnType<typeof openTestStore>>;
  let fixture: Fixture;
  let upstream: Upstream;
  const server: { answer: Answer } = { answer: echo };

  before(async () => {
    opened = await openTestStore();
    fixture = await createFixture(opened.store);
    upstream = await startUpstream((...exchange) => server.answer(...exchange));
  });

  beforeEach(() => {
    server.answer = echo;
    upstream.seen.splice(0);
  });

  after(async () => {
    await fixture?.close();
    await upstream?.close();
    await opened?.remove();
  });

  const free = () => fixture.list(upstream.url, { terms: { model: "free" } });

  async function paymentFor({ serviceId, termsHash }: Listed, cumulative = PRICE) {
    const payer = fixture.fund(100n * PRICE);
    return {
      payer,
      payment: await pay({ payer, identifier: newCallId(), voucher: { serviceId, termsHash, cumulative } }),
    };
  }

  describe("passes", () => {
    it("a request's bytes as they came, whatever their spelling", async () => {
      const body =
        '{ "jsonrpc":"2.0","id":1.0e0, "method":"tools/call","params":{"arguments":{"n":9007199254740993,"δ":"\\u00e9"},"name":"work"}}';
      await post(free(), body);
      expect(upstream.seen[0]!.body).to.equal(body);
    });

    it("an answer's bytes, status and content type", async () => {
      const body = '{"jsonrpc":"2.0","id":1,"result":{"big":9007199254740993,  "x":1.0}}';
      server.answer = (_body, response) => json(response, body, 201);
      const got = await callTool(free());
      expect(got.status).to.equal(201);
      expect(got.headers.get("content-type")).to.equal("application/json");
      expect(await got.text()).to.equal(body);
    });

    it("a paid answer's bytes, but for the receipt", async () => {
      const service = fixture.list(upstream.url);
      const { payment } = await paymentFor(service);
      server.answer = (_body, response) =>
        json(response, '{"id":1, "result" : {"content":[],"_meta":{"n":9007199254740993}} ,"jsonrpc":"2.0"}');
      const got = await (await callTool(service, { payment })).text();
      const [before, after] = got.split(
        /,"x402\/payment-response":\{"success".*"receiptSignature":"0x[0-9a-f]+"\}\}/,
      );
      expect(`${before}${after}`).to.equal(
        '{"id":1, "result" : {"content":[],"_meta":{"n":9007199254740993}} ,"jsonrpc":"2.0"}',
      );
    });

    it("notifications, answers to the server and other methods free of charge", async () => {
      const service = fixture.list(upstream.url);
      server.answer = (_body, response) => void response.writeHead(202).end();
      for (const message of [
        { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } },
        { jsonrpc: "2.0", id: 5, result: { roots: [] } },
        { jsonrpc: "2.0", id: 6, method: "tools/list" },
        { jsonrpc: "2.0", id: 7, method: "prompts/get", params: { name: "work" } },
      ])
        expect((await post(service, JSON.stringify(message))).status).to.equal(202);
      expect(upstream.seen).to.have.length(4);
    });

    it("sessions, resumption and deletion of the older protocol", async () => {
      const service = free();
      server.answer = (_body, response, { method }) => {
        response.writeHead(method === "DELETE" ? 204 : 200, {
          "content-type": "text/event-stream",
          "mcp-session-id": "s-1",
        });
        response.end(method === "GET" ? "id: 8\nretry: 10\ndata: x\n\n" : "");
      };
      const headers = { accept: "text/event-stream", "mcp-session-id": "s-1", "last-event-id": "7" };
      const got = await fetch(service.url, { headers });
      expect(got.headers.get("mcp-session-id")).to.equal("s-1");
      expect(await got.text()).to.equal("id: 8\nretry: 10\ndata: x\n\n");
      expect((await fetch(service.url, { method: "DELETE", headers })).status).to.equal(204);
      expect(upstream.seen.map(({ method, headers: seen }) => [method, seen["last-event-id"]])).to.deep.equal(
        [
          ["GET", "7"],
          ["DELETE", "7"],
        ],
      );
    });

    it("each event of a paid stream at once, holding back the response alone", async () => {
      const service = fixture.list(upstream.url);
      const { payer, payment } = await paymentFor(service);
      const progress =
        ': hello\r\n\r\nevent: message\r\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\r\n\r\n';
      let finish!: () => void;
      server.answer = (body, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" }).write(progress);
        finish = () => {
          const [first, second] = result(idOf(body), text("streamed")).split(',"result"');
          response.write(`id: 3\ndata: ${first}\n`);
          response.end(`data: ,"result"${second}\n\n`);
        };
      };
      const got = await callTool(service, { payment });
      const reader = got.body!.getReader();
      const decoder = new TextDecoder();
      let read = "";
      while (read.length < progress.length) read += decoder.decode((await reader.read()).value);
      expect(read).to.equal(progress);
      expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({
        unclaimed: 0n,
        reserved: PRICE,
      });
      finish();
      let rest = "";
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
        rest += decoder.decode(chunk.value);
      expect(rest.startsWith("id: 3\ndata: ")).to.equal(true);
      const data = rest
        .slice("id: 3\n".length)
        .split("\n")
        .filter((line) => line.startsWith("data: "));
      const told = JSON.parse(data.map((line) => line.slice(6)).join("\n")) as Record<string, unknown>;
      expect(told).to.have.nested.include({
        "result.content[0].text": "streamed",
        "result._meta.x402/payment-response.success": true,
      });
      expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({
        unclaimed: PRICE,
        reserved: 0n,
      });
    });
  });

  describe("keeps back", () => {
    it("what is not the publisher's: logins, cookies, payments in headers, and a token of somebody's own", async () => {
      const service = fixture.list(upstream.url);
      const { payer, payment } = await paymentFor(service);
      await callTool(service, {
        headers: {
          authorization: "Bearer mine",
          cookie: "session=1",
          "x-stoa-token": "forged",
          "x-custom": "kept",
          "payment-signature": Buffer.from(JSON.stringify(payment)).toString("base64"),
        },
      });
      const { headers } = upstream.seen[0]!;
      expect(headers).to.not.have.any.keys("authorization", "cookie", "payment-signature");
      expect(headers["x-custom"]).to.equal("kept");
      expect(decodeJwt(headers["x-stoa-token"] as string)).to.include({
        sub: payer.address,
        tier: "paid",
        aud: upstream.url,
        mcp: String(service.serviceId),
      });
    });

    it("a publisher's cookies and scripts from the gateway's origin", async () => {
      server.answer = (_body, response) =>
        void response
          .writeHead(200, {
            "content-type": "text/html",
            "set-cookie": "session=evil",
            "access-control-allow-origin": "*",
          })
          .end("<script>steal()</script>");
      const got = await fetch(free().url);
      expect(got.headers.get("set-cookie")).to.equal(null);
      expect(got.headers.get("access-control-allow-origin")).to.equal(null);
      expect(got.headers.get("content-security-policy")).to.equal("default-src 'none'; sandbox");
      expect(got.headers.get("x-content-type-options")).to.equal("nosniff");
    });

    it("routing headers that a client of the older protocol made up", async () => {
      await callTool(free(), {
        headers: { "mcp-method": "tools/list", "mcp-name": "x", "mcp-param-a": "1" },
      });
      expect(upstream.seen[0]!.headers).to.not.have.any.keys("mcp-method", "mcp-name", "mcp-param-a");
    });
  });

  describe("refuses", () => {
    const bad: [what: string, body: string, code: string, details: Record<string, unknown>][] = [
      ["a batch", '[{"jsonrpc":"2.0","id":1,"method":"tools/call"}]', "batch_unsupported", {}],
      ["what is not JSON", "{", "body_malformed", { problem: "it is not JSON" }],
      ["what is no object", '"tools/call"', "body_malformed", { problem: "it is not an object" }],
      [
        "a method that stands twice",
        '{"jsonrpc":"2.0","id":1,"method":"tools/list","method":"tools/call","params":{"name":"work"}}',
        "body_malformed",
        { problem: 'the key "method" stands twice' },
      ],
      [
        "a name that stands twice, once escaped",
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"cheap","n\\u0061me":"dear"}}',
        "body_malformed",
        { problem: 'the key "name" stands twice' },
      ],
      [
        "a name that only a lenient parser takes for one",
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"cheap","Name":"dear"}}',
        "body_malformed",
        { problem: 'the key "Name" is not spelled "name"' },
      ],
      [
        "a method that only a lenient parser takes for one",
        '{"jsonrpc":"2.0","id":1,"Method":"tools/call","params":{"name":"work"}}',
        "body_malformed",
        { problem: 'the key "Method" is not spelled "method"' },
      ],
      [
        "a call that wants no answer",
        '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"work"}}',
        "body_malformed",
        { problem: "a tools/call needs an id" },
      ],
      [
        "a call without a tool",
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}',
        "body_malformed",
        { problem: "a tools/call needs params.name" },
      ],
    ];
    for (const [what, body, code, details] of bad)
      it(what, async () => {
        const got = await post(fixture.list(upstream.url), body);
        expect(got.status).to.equal(400);
        expect(await refusalOf(got)).to.deep.include({ code, details });
        expect(upstream.seen).to.deep.equal([]);
      });

    it("bytes that are not UTF-8", async () => {
      const got = await post(free(), Uint8Array.from([0x22, 0xff, 0x22]));
      expect(await refusalOf(got)).to.deep.include({ code: "body_malformed" });
    });

    it("a body over the limit, announced or not", async () => {
      const long = JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "ping",
        params: { x: "y".repeat(70_000) },
      });
      const announced = await post(free(), long);
      expect(announced.status).to.equal(413);
      expect(await refusalOf(announced)).to.deep.include({
        code: "body_too_large",
        details: { limit: 65_536 },
      });
      const chunked = await raw(free(), { method: "POST" }, long);
      expect(chunked.statusCode).to.equal(413);
      expect(upstream.seen).to.deep.equal([]);
    });

    it("another host, and pages of another origin", async () => {
      const service = free();
      server.answer = (_body, response) => void response.end();
      const foreign: Record<string, string>[] = [
        { host: "evil.example" },
        { host: "localhost", origin: "https://evil.example" },
        { host: "localhost", origin: "null" },
      ];
      for (const headers of foreign) {
        const got = await raw(service, { method: "POST", headers }, "{}");
        expect(got.statusCode).to.equal(403);
      }
      expect(
        (await raw(service, { method: "GET", headers: { host: "localhost:81" } })).statusCode,
      ).to.not.equal(403);
    });

    it("a service that is not there, and methods that MCP does not have", async () => {
      const service = free();
      const nowhere = { ...service, url: `${service.url}x` };
      expect(await refusalOf(await callTool(nowhere))).to.deep.include({
        code: "service_unknown",
        details: { name: `${service.name}x` },
      });
      const put = await fetch(service.url, { method: "PUT", body: "{}" });
      expect(put.status).to.equal(405);
      expect(put.headers.get("allow")).to.equal("GET, POST, DELETE");
    });

    it("headers of 2026-07-28 that say something else than the body", async () => {
      const service = free();
      const meta = { "io.modelcontextprotocol/protocolVersion": MODERN };
      const body = JSON.stringify({
        jsonrpc: "2.0",
        id: 4,
        method: "tools/call",
        params: { name: "wörk", arguments: {}, _meta: meta },
      });
      const right = {
        "mcp-protocol-version": MODERN,
        "mcp-method": "tools/call",
        "mcp-name": `=?base64?${Buffer.from("wörk").toString("base64")}?=`,
      };
      for (const wrong of [
        { "mcp-protocol-version": "2025-06-18" },
        { "mcp-method": "tools/list" },
        { "mcp-name": "cheap" },
      ]) {
        const got = await post(service, body, { ...right, ...wrong });
        expect(got.status).to.equal(400);
        const { id, error } = await messageOf(got);
        expect({ id, code: error!.code }).to.deep.equal({ id: 4, code: -32020 });
      }
      expect(upstream.seen).to.deep.equal([]);
      expect((await post(service, body, { ...right, "mcp-param-x": "1" })).status).to.equal(200);
      expect(upstream.seen[0]!.headers).to.include({ ...right, "mcp-param-x": "1" });
    });
  });

  describe("tells the price", () => {
    it("in an MCP result: as text, as _meta, and structured where no output schema forbids it", async () => {
      const tool = { name: "work", inputSchema: {} };
      const plain = fixture.list(upstream.url, { tools: [tool] });
      const typed = fixture.list(upstream.url, { tools: [{ ...tool, outputSchema: { type: "object" } }] });
      const { result: first } = await messageOf(await callTool(plain));
      expect(first!.isError).to.equal(true);
      expect(first!.structuredContent).to.deep.equal(JSON.parse(first!.content[0]!.text));
      expect(first!._meta!["x402/error"]).to.deep.equal(first!.structuredContent);
      const { result: second } = await messageOf(await callTool(typed));
      expect(second).to.not.have.property("structuredContent");
    });

    it("as one event to a client that takes events alone", async () => {
      const got = await callTool(fixture.list(upstream.url), { headers: { accept: "text/event-stream" } });
      expect(got.headers.get("content-type")).to.equal("text/event-stream");
      expect(await got.text()).to.match(/^event: message\ndata: \{"jsonrpc":"2.0","id":1,"result":.*\}\n\n$/);
    });

    it("with 402 and a header over plain HTTP, and pays and is paid there", async () => {
      const service = fixture.list(upstream.url);
      const plain = { accept: "application/json" };
      const got = await callTool(service, { headers: plain });
      expect(got.status).to.equal(402);
      const required = JSON.parse(Buffer.from(got.headers.get("payment-required")!, "base64").toString()) as {
        accepts: Record<string, unknown>[];
      };
      expect(required.accepts[0]).to.include({ scheme: "stoa-voucher", amount: String(PRICE) });
      const { payment } = await paymentFor(service);
      const header = {
        ...plain,
        "payment-signature": Buffer.from(JSON.stringify(payment)).toString("base64"),
      };
      const paid = await callTool(service, { headers: header });
      expect(await paid.text()).to.equal(result(1, text("done")));
      const receipt = JSON.parse(
        Buffer.from(paid.headers.get("payment-response")!, "base64").toString(),
      ) as unknown;
      expect(receipt).to.include({ success: true, amount: String(PRICE), network: `eip155:${CHAIN_ID}` });
    });

    it("of each tool, as the manifest has it under the terms' hash; an unknown tool costs the most", async () => {
      const prices = { work: "5", dear: String(10n * PRICE) };
      const service = fixture.list(upstream.url, { prices });
      const priceOf = async (tool: string) => {
        const { result: told } = await messageOf(await callTool(service, { tool }));
        return (JSON.parse(told!.content[0]!.text) as { accepts: { amount: string }[] }).accepts[0]!.amount;
      };
      expect(await priceOf("work")).to.equal("5");
      expect(await priceOf("dear")).to.equal(String(PRICE));
      expect(await priceOf("other")).to.equal(String(PRICE));
      const moved = fixture.list(upstream.url, { prices, terms: { pricesHash: `0x${"11".repeat(32)}` } });
      const { result: told } = await messageOf(await callTool(moved));
      expect(told!.content[1]!.text).to.contain(`costs ${PRICE} base units`);
    });

    it("accepts what other x402 clients send: base64, and a dot in the key", async () => {
      const service = fixture.list(upstream.url);
      const { payer, payment } = await paymentFor(service);
      const base64 = await callTool(service, {
        payment: Buffer.from(JSON.stringify(payment)).toString("base64"),
      });
      expect((await messageOf(base64)).result!.content[0]!.text).to.equal("done");
      const { serviceId, termsHash } = service;
      const second = await pay({ payer, voucher: { serviceId, termsHash, cumulative: 2n * PRICE } });
      const params = { name: "work", arguments: {}, _meta: { "x402.payment": second } };
      const dotted = await post(
        service,
        JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
      );
      expect((await messageOf(dotted)).result!.content[0]!.text).to.equal("done");
    });
  });

  describe("when the caller leaves", () => {
    /** A call whose server has it and waits. */
    async function leave(service: Listed, options: { modern: boolean; payment?: unknown }) {
      let finish!: () => void;
      let left!: Promise<void>;
      const arrived = new Promise<void>((there) => {
        server.answer = (body, response: ServerResponse) => {
          left = new Promise((gone) => response.once("close", gone));
          finish = () => void echo(body, response, undefined as unknown as IncomingMessage);
          there();
        };
      });
      const leaving = new AbortController();
      const headers = options.modern ? { "mcp-protocol-version": MODERN } : undefined;
      const call = callTool(service, { ...options, headers, signal: leaving.signal }).catch(() => "left");
      await arrived;
      leaving.abort();
      expect(await call).to.equal("left");
      return { finish: () => finish(), left };
    }

    it("a free call ends at the server, in both eras", async () => {
      for (const modern of [true, false]) await (await leave(free(), { modern })).left;
    });

    it("a paid call of 2026-07-28 is cancelled and not charged", async () => {
      const service = fixture.list(upstream.url);
      const { payer, payment } = await paymentFor(service);
      const { left } = await leave(service, { modern: true, payment });
      await left;
      await until(
        async () => (await fixture.ledger.callsOf(payer.address, { limit: 1 }))[0]?.state === "void",
      );
    });

    it("a paid call of before is charged when its answer comes, and the same id still gets the answer", async () => {
      const service = fixture.list(upstream.url);
      const { payer, payment } = await paymentFor(service);
      const { finish } = await leave(service, { modern: false, payment });
      finish();
      await until(async () => (await fixture.ledger.exposureOf(payer.address)).unclaimed === PRICE);
      const again = await messageOf(await callTool(service, { payment }));
      expect(again.result!.content[0]!.text).to.equal("done");
      expect(upstream.seen).to.have.length(1);
    });
  });

  it("ends in order: paid calls finish, new ones are refused", async () => {
    const ending = await createFixture(opened.store);
    const service = ending.list(upstream.url);
    const payer = ending.fund(PRICE);
    const { serviceId, termsHash } = service;
    const payment = await pay({ payer, voucher: { serviceId, termsHash, cumulative: PRICE } });
    let finish!: () => void;
    const arrived = new Promise<void>((there) => {
      server.answer = (...exchange) => {
        finish = () => void echo(...exchange);
        there();
      };
    });
    const running = callTool(service, { payment });
    await arrived;
    const closed = ending.plane.close(5_000);
    expect(await refusalOf(await callTool(service))).to.have.property("code", "gateway_busy");
    finish();
    expect((await messageOf(await running)).result!.content[0]!.text).to.equal("done");
    await closed;
    await ending.close();
  });

  it("lets the official client, unmodified but for the signer, list and call in both eras", async () => {
    const handler = createMcpHandler(() => {
      const mcp = new McpServer({ name: "real", version: "1.0.0" }, { capabilities: { tools: {} } });
      const schema = {
        description: "Adds.",
        inputSchema: z.object({ a: z.number(), b: z.number() }),
        outputSchema: z.object({ sum: z.number() }),
      };
      mcp.registerTool("add", schema, ({ a, b }) => ({
        content: [{ type: "text", text: String(a + b) }],
        structuredContent: { sum: a + b },
      }));
      return mcp;
    });
    const real = await listen(toNodeHandler(handler));
    const tools = [{ name: "add", inputSchema: {}, outputSchema: {} }];
    for (const mode of ["auto", "legacy"] as const) {
      const service = fixture.list(real.url, { tools });
      const payer = fixture.fund(10n * PRICE);
      const key = newAccount();
      const { grant, grantSignature, keyProof } = await grantTo(payer, key);
      const signer = createVoucherSigner({
        account: key,
        payer: payer.address,
        chainId: CHAIN_ID,
        vault: VAULT,
        gateway: GATEWAY,
        receiptKey: privateKeyToAccount(RECEIPT_KEY).address,
        grant: { grant, signature: grantSignature, keyProof },
      });
      const plain = new Client({ name: "agent", version: "1.0.0" }, { versionNegotiation: { mode } });
      await plain.connect(new StreamableHTTPClientTransport(new URL(service.url)));
      const client = withPayment(plain, signer);
      expect((await client.listTools()).tools.map(({ name }) => name)).to.deep.equal(["add"]);
      for (const a of [1, 2, 3]) {
        const { structuredContent } = await client.callTool({ name: "add", arguments: { a, b: 1 } });
        expect(structuredContent).to.deep.equal({ sum: a + 1 });
      }
      await client.close();
      expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({
        unclaimed: 3n * PRICE,
        reserved: 0n,
      });
    }
    await real.close();
  });
});

/** With headers and framing that `fetch` would not send. */
function raw(
  service: Listed,
  options: { method: string; headers?: Record<string, string> },
  body?: string,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(service.url, options, (response) => {
      response.resume();
      resolve(response);
    });
    request.on("error", reject);
    if (body) request.write(body);
    request.end();
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
