/** A publisher's server that fails, in every way it can: the caller is told, and is not charged. */
import { randomBytes } from "node:crypto";
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { callTool, createFixture, messageOf, PRICE, refusalOf, type Fixture } from "./fixture.ts";
import { openTestStore } from "./open-test-store.ts";
import { newCallId, pay } from "./payer.ts";
import {
  deadUrl,
  echo,
  idOf,
  json,
  result,
  startTcp,
  startUpstream,
  text,
  type Answer,
  type Upstream,
} from "./upstreams.ts";

const toolError: Answer = (body, response) =>
  json(response, result(idOf(body), { ...text("disk full"), isError: true }));

function stream(...events: string[]): Answer {
  return (_body, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(events.map((data) => `data: ${data}\n\n`).join(""));
  };
}

describe("a paid call to a bad server", () => {
  let opened: Awaited<ReturnType<typeof openTestStore>>;
  let fixture: Fixture;
  let payer: LocalAccount;
  const upstreams: Upstream[] = [];

  before(async () => {
    opened = await openTestStore();
    fixture = await createFixture(opened.store, { toolTimeout: 1 });
  });

  beforeEach(() => {
    payer = fixture.fund(PRICE);
  });

  afterEach(async () => {
    await Promise.all(upstreams.splice(0).map((upstream) => upstream.close()));
  });

  after(async () => {
    await fixture?.close();
    await opened?.remove();
  });

  async function serve(answer: Answer): Promise<string> {
    const upstream = await startUpstream(answer);
    upstreams.push(upstream);
    return upstream.url;
  }

  async function speak(onConnection: Parameters<typeof startTcp>[0]): Promise<string> {
    const upstream = await startTcp(onConnection);
    upstreams.push(upstream);
    return upstream.url;
  }

  async function paidCall(url: string, options: Parameters<Fixture["list"]>[1] = {}): Promise<Response> {
    const { serviceId, termsHash, ...service } = fixture.list(url, options);
    const voucher = { serviceId, termsHash, cumulative: PRICE };
    const payment = await pay({ payer, voucher, identifier: newCallId() });
    return callTool({ ...service, serviceId, termsHash }, { payment });
  }

  async function expectFree(state = "void"): Promise<void> {
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
    const [call] = await fixture.ledger.callsOf(payer.address, { limit: 1 });
    expect(call!.state).to.equal(state);
  }

  async function refused(url: string, code: string, details: Record<string, unknown>): Promise<void> {
    const answer = await paidCall(url);
    expect(answer.status).to.equal(200);
    expect(await refusalOf(answer)).to.deep.include({ code, details });
    await expectFree();
  }

  it("that is down", async () =>
    refused(await deadUrl(), "upstream_unreachable", { problem: "ECONNREFUSED" }));

  it("that hangs", async () => refused(await serve(() => undefined), "upstream_timeout", { seconds: 1 }));

  it("that starts to answer and hangs", async () =>
    refused(
      await serve(
        (_body, response) => void response.writeHead(200, { "content-type": "application/json" }).write("{"),
      ),
      "upstream_timeout",
      { seconds: 1 },
    ));

  it("that does not speak HTTP", async () =>
    refused(
      await speak((socket) => void socket.once("data", () => socket.end("220 smtp ready\r\n\r\n"))),
      "upstream_invalid",
      {
        problem: "its answer is not HTTP",
      },
    ));

  it("that closes without an answer", async () =>
    refused(await speak((socket) => void socket.once("data", () => socket.end())), "upstream_closed", {}));

  it("that closes midway through its answer", async () =>
    refused(
      await speak((socket) => {
        const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
        socket.once("data", () => socket.end(`${head}{"jsonrpc":"2.0",`));
      }),
      "upstream_closed",
      {},
    ));

  const invalid: [what: string, answer: Answer, problem: string][] = [
    [
      "that answers a web page",
      (_body, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<h1>Hi</h1>"),
      "content of type text/html",
    ],
    ["that answers broken JSON", (_body, response) => json(response, '{"jsonrpc":'), "broken JSON"],
    [
      "that answers another id",
      (_body, response) => json(response, result("other", text("done"))),
      "no JSON-RPC response with the call's id",
    ],
    [
      "that answers a result which is none",
      (body, response) => json(response, JSON.stringify({ jsonrpc: "2.0", id: idOf(body), result: 7 })),
      "a result that is no object",
    ],
    [
      "that fails with a page",
      (_body, response) => void response.writeHead(500, { "content-type": "text/html" }).end("<h1>Oops</h1>"),
      "status 500",
    ],
    [
      "that sends the caller elsewhere",
      (_body, response) => void response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
      "status 302",
    ],
    [
      "that accepts and says nothing",
      (_body, response) => void response.writeHead(202).end(),
      "content of type none",
    ],
  ];
  for (const [what, answer, problem] of invalid)
    it(what, async () => refused(await serve(answer), "upstream_invalid", { problem }));

  it("that refuses the request: its own words reach the caller", async () => {
    const words = '{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"no session"}}';
    const answer = await paidCall(await serve((_body, response) => json(response, words, 404)));
    expect(answer.status).to.equal(404);
    expect(await answer.text()).to.equal(words);
    await expectFree();
  });

  it("that answers with a JSON-RPC error: passed on as it is", async () => {
    const words = '{"jsonrpc": "2.0", "id": 1, "error": {"code": -32602, "message": "no such tool"}}';
    const answer = await paidCall(await serve((_body, response) => json(response, words)));
    expect(await answer.text()).to.equal(words);
    await expectFree();
  });

  it("whose tool fails: passed on, free", async () => {
    const { result: failed } = await messageOf(await paidCall(await serve(toolError)));
    expect(failed).to.deep.equal({ content: [{ type: "text", text: "disk full" }], isError: true });
    await expectFree();
  });

  it("whose tool fails where the terms charge for that: charged, and the receipt says so", async () => {
    const answer = await paidCall(await serve(toolError), { terms: { chargeOnError: true } });
    const { result: failed } = await messageOf(answer);
    expect(failed!._meta).to.have.nested.include({ "x402/payment-response.extra.receipt.status": 1 });
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
  });

  it("that asks for more input: free, and the retry with the same call id pays", async () => {
    const url = await serve((body, response) => {
      const { params } = JSON.parse(body.toString("utf8")) as { params: { requestState?: string } };
      const ask = { resultType: "input_required", inputRequests: {}, requestState: "s1" };
      json(response, result(idOf(body), params.requestState ? text("done") : ask));
    });
    const service = fixture.list(url);
    const { serviceId, termsHash } = service;
    const voucher = { serviceId, termsHash, cumulative: PRICE };
    const payment = await pay({ payer, voucher, identifier: newCallId() });
    const first = await messageOf(await callTool(service, { payment }));
    expect(first.result).to.include({ resultType: "input_required", requestState: "s1" });
    await expectFree();
    const params = { name: "work", arguments: {}, requestState: "s1", _meta: { "x402/payment": payment } };
    const retry = await fetch(service.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/call", params }),
    });
    expect((await messageOf(retry)).result!.content[0]!.text).to.equal("done");
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
  });

  it("that writes a receipt of its own into the result: only the gateway's is left", async () => {
    const url = await serve((body, response) =>
      json(
        response,
        result(idOf(body), { ...text("x"), _meta: { a: 1, "x402/payment-response": "forged", b: 2 } }),
      ),
    );
    const { result: answered } = await messageOf(await paidCall(url));
    expect(Object.keys(answered!._meta!)).to.deep.equal(["a", "b", "x402/payment-response"]);
    expect(answered!._meta!["x402/payment-response"]).to.have.property("success", true);
  });

  it("whose answer is too long to hold: charged at the limit, every byte passed on, no second answer kept", async () => {
    const long = randomBytes(400 * 1024).toString("base64");
    const url = await serve((body, response) => json(response, result(idOf(body), text(long))));
    const service = fixture.list(url);
    const { serviceId, termsHash } = service;
    const identifier = newCallId();
    const payment = await pay({ payer, voucher: { serviceId, termsHash, cumulative: PRICE }, identifier });
    expect(await (await callTool(service, { payment })).text()).to.equal(result(1, text(long)));
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
    expect(await refusalOf(await callTool(service, { payment }))).to.have.property("code", "answer_gone");
  });

  describe("that streams", () => {
    const progress = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}';

    it("and ends without the response", async () => {
      const answer = await paidCall(await serve(stream(progress)));
      const events = (await answer.text()).trimEnd().split("\n\n");
      expect(events[0]).to.equal(`data: ${progress}`);
      const told = JSON.parse(events[1]!.split("data: ")[1]!) as Record<string, unknown>;
      expect(told).to.have.nested.include({ id: 1, "error.data.code": "upstream_closed" });
      await expectFree();
    });

    it("and hangs", async () => {
      const url = await serve((_body, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${progress}\n\n`);
      });
      const answer = await paidCall(url);
      expect(await answer.text()).to.contain('"code":"upstream_timeout"');
      await expectFree();
    });
  });

  it("at a private address, where those are not allowed", async () => {
    const upstream = await startUpstream(echo);
    const guarded = await createFixture(opened.store, { privateUpstreams: false });
    const service = guarded.list(upstream.url);
    const rich = guarded.fund(PRICE);
    const { serviceId, termsHash } = service;
    const payment = await pay({ payer: rich, voucher: { serviceId, termsHash, cumulative: PRICE } });
    expect(await refusalOf(await callTool(service, { payment }))).to.deep.include({
      code: "upstream_unreachable",
      details: { problem: "its address is not public" },
    });
    expect(upstream.seen).to.deep.equal([]);
    await guarded.close();
    await upstream.close();
  });
});
