/** Calls on a stream, from the order to its end, on a real chain. */
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { USDC } from "../helpers/market.ts";
import { answerOf, refusalIn, startPrepaid, type Prepaid } from "./helpers.ts";

describe("a stream", function () {
  this.timeout(300_000);
  let gw: Prepaid;

  before(async () => {
    gw = await startPrepaid();
    await gw.market.send(gw.market.publisher, gw.streams, "offer", [gw.serviceId, 10n, 3_600]);
    await gw.see();
  });
  after(() => gw?.close());

  async function opened(payer: LocalAccount, deposit = USDC): Promise<bigint> {
    const signed = await gw.signOrder(payer, { deposit });
    const answer = await gw.post("streams", signed);
    const body = (await answer.json()) as { streamId: string; state: string };
    expect(answer.status, JSON.stringify(body)).to.equal(201);
    expect(body.state).to.equal("paid");
    expect(await (await gw.post("streams", signed)).json()).to.deep.equal(body);
    await gw.see();
    return BigInt(body.streamId);
  }

  it("is opened from the account, once, and serves calls without a quota or a charge", async () => {
    const payer = await gw.payerWith(2n * USDC);
    const streamId = await opened(payer);
    expect(await gw.balanceOf(payer)).to.equal(USDC);
    const payments = await Promise.all([1, 2, 3].map(() => gw.payUse(payer, { streamId })));
    const answers = await Promise.all(payments.map((payment) => gw.call(payment)));
    expect(answers.map(answerOf)).to.deep.equal(["salve", "salve", "salve"]);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
    const listed = await gw.gateway.streams.request(`/?payer=${payer.address}`);
    const { streams } = (await listed.json()) as { streams: Record<string, unknown>[] };
    expect(streams).to.have.length(1);
    expect(streams[0]).to.include({ streamId: String(streamId), ratePerSecond: "10", used: "3" });
  });

  it("stands in the 402 of its service with the rate that is asked", async () => {
    const unpaid = await gw.call(undefined);
    const { accepts } = unpaid.result!._meta!["x402/error"] as unknown as {
      accepts: { scheme: string; amount: string }[];
    };
    expect(accepts.find(({ scheme }) => scheme === "stoa-stream")).to.include({ amount: "10" });
  });

  it("serves no call that it might not pay to its end", async () => {
    const payer = await gw.payerWith(USDC);
    const streamId = await opened(payer, 80_000n);
    const { fundedUntil } = (await gw.gateway.chain.stream(streamId))!;
    await gw.market.mineAt(fundedUntil - 20n);
    await gw.gateway.chain.pollNow();
    const { code, details } = refusalIn(await gw.call(await gw.payUse(payer, { streamId })));
    expect(code).to.equal("stream_ended");
    expect(details).to.include({ streamId: String(streamId), fundedUntil: String(fundedUntil) });
  });

  it("serves no call at less than what the publisher asks now, for another service, or for a stranger", async () => {
    const payer = await gw.payerWith(USDC);
    const streamId = await opened(payer);
    const stranger = await gw.market.person();
    await gw.list("acme/other");
    await gw.see();
    expect(refusalIn(await gw.call(await gw.payUse(stranger, { streamId })))).to.deep.include({
      code: "key_unknown",
      details: { key: stranger.address, payer: payer.address },
    });
    const elsewhere = refusalIn(await gw.call(await gw.payUse(payer, { streamId }), { name: "acme/other" }));
    expect(elsewhere.code).to.equal("wrong_service");
    expect(elsewhere.details).to.include({ signed: String(gw.serviceId) });
    expect(refusalIn(await gw.call(await gw.payUse(payer, { streamId: 999n })))).to.deep.equal({
      code: "stream_unknown",
      details: { streamId: "999" },
    });
    await gw.market.send(gw.market.publisher, gw.streams, "offer", [gw.serviceId, 11n, 3_600]);
    await gw.see();
    expect(refusalIn(await gw.call(await gw.payUse(payer, { streamId })))).to.deep.equal({
      code: "stream_rate_too_low",
      details: { streamId: String(streamId), rate: "10", asked: "11" },
    });
  });
});
