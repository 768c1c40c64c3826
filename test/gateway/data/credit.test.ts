/** A publisher's limit of what the gateway may owe: the gateway's data plane in front of a service with the verifier. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { createUpstreamVerifier } from "../../../sdk/verifier/create-upstream-verifier.ts";
import { protectNodeHandler, type RequestWithCaller } from "../../../sdk/verifier/protect-node-handler.ts";
import { eventually } from "../settlement/helpers.ts";
import { callTool, createFixture, messageOf, PRICE, type Fixture, type Listed } from "./fixture.ts";
import { openTestStore } from "./open-test-store.ts";
import { GATEWAY, pay } from "./payer.ts";

describe("a publisher who lets the gateway owe the price of three calls", () => {
  const clock = { ahead: 0 };
  const now = () => Math.floor(Date.now() / 1000) + clock.ahead;
  let opened: Awaited<ReturnType<typeof openTestStore>>;
  let fixture: Fixture;
  let service: Server;
  let listed: Listed;
  let payer: LocalAccount;
  let served = 0;
  let charged = 0n;

  before(async () => {
    opened = await openTestStore();
    fixture = await createFixture(opened.store, {}, now);
    service = createServer((request: RequestWithCaller, response) => {
      if (request.url === "/keys") return void response.end(JSON.stringify(fixture.tokens.jwks()));
      void protect(request, response, () => {
        served += 1;
        const { id } = request.body as { id: unknown };
        const result = { content: [{ type: "text", text: "done" }] };
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
      });
    });
    await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const verifier = createUpstreamVerifier({
      gateways: [{ issuer: "http://localhost", jwksUrl: `${origin}/keys`, address: GATEWAY }],
      audience: `${origin}/mcp`,
      credit: { limitOf: async () => 3n * PRICE },
    });
    const protect = protectNodeHandler(verifier);
    listed = fixture.list(`${origin}/mcp`);
    payer = fixture.fund(100n * PRICE);
  });
  after(async () => {
    service?.closeAllConnections();
    service?.close();
    await fixture?.close();
    await opened?.remove();
  });

  /** One call, and the second after one that was served, in which the gateway may sign anew what it owes. */
  async function buy(): Promise<boolean> {
    const { serviceId, termsHash } = listed;
    const payment = await pay({ payer, voucher: { serviceId, termsHash, cumulative: charged + PRICE } });
    const { result } = await messageOf(await callTool(listed, { payment }));
    const isCharged = result?._meta?.["x402/payment-response"] !== undefined;
    if (!isCharged) return false;
    clock.ahead += 1;
    charged += PRICE;
    return true;
  }

  it("serves until more than that is unclaimed, and the calls that it refuses are not charged", async () => {
    for (let call = 0; call < 4; call++) expect(await buy()).to.equal(true);
    expect(await buy()).to.equal(false);
    expect(served).to.equal(4);
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({
      unclaimed: 4n * PRICE,
      reserved: 0n,
    });
  });

  it("serves again when the gateway has claimed", async () => {
    const { serviceId } = listed;
    await fixture.ledger.setClaimed(payer.address, payer.address, serviceId, 0, charged, 10n);
    await eventually(buy);
    expect(served).to.equal(5);
  });

  it("hears from the gateway alone what it owes: a caller's own header is kept back", async () => {
    const { serviceId, termsHash } = listed;
    const payment = await pay({ payer, voucher: { serviceId, termsHash, cumulative: charged + PRICE } });
    const answer = await callTool(listed, { payment, headers: { "x-stoa-unclaimed": "0" } });
    expect((await messageOf(answer)).result).to.have.property("content");
    expect(served).to.equal(6);
  });
});
