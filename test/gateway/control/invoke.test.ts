import { createMcpHandler, ProtocolError, Server } from "@modelcontextprotocol/server";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { expect } from "chai";
import { fixture, json } from "./fixture.ts";
import { listen, type Listening } from "./servers.ts";

const REQUIRED = {
  x402Version: 2,
  error: "This tool costs 100000 base units.",
  accepts: [{ scheme: "stoa-voucher", network: "eip155:31337", amount: "100000" }],
};

const DOWN = { code: "upstream_unreachable", remedy: "retry", details: { problem: "ECONNREFUSED" } };

/** Answers as the data plane does: the price in band, a receipt with the result, refusals as JSON-RPC errors. */
function dataPlane(seen: unknown[]): Promise<Listening> {
  const handler = createMcpHandler(() => {
    const server = new Server({ name: "chart", version: "1.0.0" }, { capabilities: { tools: {} } });
    server.setRequestHandler("tools/call", ({ params }) => {
      const payment = params._meta?.["x402/payment"];
      seen.push({ tool: params.name, args: params.arguments, payment });
      if (params.name === "down") throw new ProtocolError(50201, "", DOWN);
      if (params.name === "odd") throw new ProtocolError(-32602, "no such tool");
      if (!payment) {
        const content = [{ type: "text" as const, text: JSON.stringify(REQUIRED) }];
        return { isError: true, content, structuredContent: REQUIRED };
      }
      return {
        content: [{ type: "text" as const, text: "<svg/>" }],
        _meta: { "x402/payment-response": { success: true, amount: "100000" } },
      };
    });
    return server;
  });
  const node = toNodeHandler(handler);
  return listen((request, response) => {
    seen.push(`${request.headers.host} ${request.url}`);
    void node(request, response);
  });
}

function decoded(header: string | null): unknown {
  return JSON.parse(Buffer.from(header!, "base64").toString("utf8"));
}

describe("POST /v1/invoke", () => {
  const seen: unknown[] = [];
  let plane: Listening;

  beforeEach(async () => {
    plane = await dataPlane(seen);
  });

  afterEach(async () => {
    await plane.close();
    seen.splice(0);
  });

  const start = () => fixture({ self: { host: "127.0.0.1", port: Number(new URL(plane.url).port) } });
  const call = { service: "stoa/chart", tool: "render", arguments: { kind: "bar" } };

  it("answers an unpaid call with 402 and the offer, in the header and in the body", async () => {
    const { app } = await start();
    const answer = await app.request("/v1/invoke", json(call));
    expect(answer.status).to.equal(402);
    expect(decoded(answer.headers.get("payment-required"))).to.deep.equal(REQUIRED);
    expect(await answer.json()).to.deep.equal({
      error: { code: "payment_required", message: REQUIRED.error, remedy: "pay", details: {} },
      paymentRequired: REQUIRED,
    });
  });

  it("calls with the payment of the header and gives result and receipt", async () => {
    const { app } = await start();
    const payment = { x402Version: 2, accepted: REQUIRED.accepts[0], payload: { text: "δ" } };
    const header = Buffer.from(JSON.stringify(payment)).toString("base64");
    const answer = await app.request("/v1/invoke", json(call, { "payment-signature": header }));
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.have.nested.include({
      "result.content[0].text": "<svg/>",
      "payment.amount": "100000",
    });
    expect(decoded(answer.headers.get("payment-response"))).to.deep.equal({
      success: true,
      amount: "100000",
    });
    expect(seen).to.deep.include({ tool: "render", args: { kind: "bar" }, payment });
    expect(seen).to.include("localhost:4000 /mcp/stoa/chart");
  });

  it("passes on a refusal with its status, and a service's own error as 422", async () => {
    const { app } = await start();
    const down = await app.request("/v1/invoke", json({ ...call, tool: "down" }));
    expect(down.status).to.equal(502);
    expect(await down.json()).to.have.nested.include({
      "error.code": "upstream_unreachable",
      "error.remedy": "retry",
      "error.message": "The service's server cannot be reached: ECONNREFUSED. You were not charged.",
    });
    const odd = await app.request("/v1/invoke", json({ ...call, tool: "odd" }));
    expect(odd.status).to.equal(422);
    expect(await odd.json()).to.have.nested.include({
      "error.code": "service_error",
      "error.rpcCode": -32602,
    });
  });

  it("refuses an unknown service, a header that is no payment, and a body without a tool", async () => {
    const { app } = await start();
    const unknown = await app.request("/v1/invoke", json({ ...call, service: "stoa/nope" }));
    expect(unknown.status).to.equal(404);
    for (const header of [
      "%%%",
      Buffer.from("null and void").toString("base64"),
      Buffer.from("null").toString("base64"),
    ]) {
      const answer = await app.request("/v1/invoke", json(call, { "payment-signature": header }));
      expect(answer.status).to.equal(400);
      expect(await answer.json()).to.have.nested.property("error.code", "payment_malformed");
    }
    expect((await app.request("/v1/invoke", json({ service: "stoa/chart" }))).status).to.equal(400);
    expect(seen).to.deep.equal([]);
  });

  it("cannot be called from another site's page, as no service can", async () => {
    const { app } = await start();
    const answer = await app.request("/v1/invoke", json(call, { origin: "https://evil.example" }));
    expect(answer.status).to.equal(403);
    expect(seen).to.deep.equal([]);
    const own = await app.request("/v1/invoke", json(call, { origin: "http://localhost:4000" }));
    expect(own.status).to.equal(402);
  });
});
