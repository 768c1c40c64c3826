/** Calls on a stream, from the order to its end, on a real chain. */
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { createChainClient } from "../../../gateway/chain/client.ts";
import { createEndings } from "../../../gateway/prepaid/endings.ts";
import { rowOf } from "../../../gateway/prepaid/submission.ts";
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
    await gw.market.send(gw.market.publisher, gw.streams, "offer", [gw.serviceId, 10n, 3_600]);
    await gw.see();
  });

  async function errorOf(path: string, body: unknown): Promise<unknown> {
    const answer = await gw.post("streams", body, path);
    const { error } = (await answer.json()) as { error: { code: string; details: unknown } };
    return { status: answer.status, code: error.code, details: error.details };
  }

  const endOf = async (streamId: bigint) => {
    const streams = { ...gw.streams, functionName: "fundedUntil", args: [streamId] } as const;
    return BigInt(await gw.market.client.readContract(streams));
  };

  it("is added to from the account, once, and runs that much longer", async () => {
    const payer = await gw.payerWith(3n * USDC);
    const streamId = await opened(payer);
    const before = await endOf(streamId);
    const signed = await gw.signTopUp(payer, { streamId });
    for (let time = 0; time < 2; time++) {
      const answer = await gw.post("streams", signed, "/top-ups");
      expect(await answer.json()).to.deep.equal({ streamId: String(streamId), state: "paid" });
      expect(answer.status).to.equal(201);
    }
    expect(await gw.balanceOf(payer)).to.equal(USDC);
    expect((await endOf(streamId)) - before).to.equal(USDC / 10n);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  });

  it("is booked from the chain when the gateway died after a top-up was sent", async () => {
    const payer = await gw.payerWith(3n * USDC);
    const streamId = await opened(payer);
    const signed = await gw.signTopUp(payer, { streamId });
    const row = rowOf({ kind: "top-up", ...signed, deposit: 2n * USDC });
    const account = await gw.gateway.chain.account(payer.address);
    const now = gw.gateway.chain.now();
    await gw.gateway.ledger.hold({ ...row, payer: payer.address, amount: USDC, account, now });
    await gw.market.send(gw.market.settler, gw.streams, "topUp", [signed.topUp, signed.signature]);

    await gw.restart();
    await gw.see();
    await gw.gateway.prepayer.look();
    expect(await gw.gateway.ledger.prepayment(row.id)).to.include({
      state: "paid",
      result: String(streamId),
    });
    expect(await gw.balanceOf(payer)).to.equal(USDC);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  });

  it("is not added to by a stranger, past the account's money, or where it is unknown; nothing is held then", async () => {
    const payer = await gw.payerWith(2n * USDC);
    const streamId = await opened(payer);
    const stranger = await gw.market.person();
    expect(await errorOf("/top-ups", await gw.signTopUp(stranger, { streamId }))).to.deep.equal({
      status: 422,
      code: "contract_refused",
      details: { error: "StreamsSignature", arguments: payer.address },
    });
    const tooMuch = await gw.signTopUp(payer, { streamId, amount: USDC + 1n });
    expect(await errorOf("/top-ups", tooMuch)).to.deep.equal({
      status: 402,
      code: "insufficient_balance",
      details: { available: String(USDC), needed: String(USDC + 1n) },
    });
    expect(await errorOf("/top-ups", await gw.signTopUp(payer, { streamId: 999n }))).to.deep.equal({
      status: 402,
      code: "stream_unknown",
      details: { streamId: "999" },
    });
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  });

  it("is closed by its payer's signature alone, once, and earns until its notice is over", async () => {
    const payer = await gw.payerWith(2n * USDC);
    const streamId = await opened(payer);
    const forged = await gw.signClosing(await gw.market.person(), streamId);
    expect(await errorOf("/closings", forged)).to.deep.equal({
      status: 422,
      code: "contract_refused",
      details: { error: "StreamsSignature", arguments: payer.address },
    });
    const signed = await gw.signClosing(payer, streamId);
    const answer = await gw.post("streams", signed, "/closings");
    expect(answer.status).to.equal(201);
    expect(await answer.json()).to.include({ streamId: String(streamId) });
    const end = await endOf(streamId);
    expect(end).to.equal((await gw.market.now()) + 3_600n);
    await gw.see();
    expect(await errorOf("/closings", signed)).to.deep.equal({
      status: 422,
      code: "contract_refused",
      details: { error: "StreamsClosing", arguments: `${streamId}, ${end}` },
    });
    const added = await gw.signTopUp(payer, { streamId });
    expect(await errorOf("/top-ups", added)).to.deep.include({ code: "contract_refused" });
  });

  it("of another gateway is left to that one", async () => {
    const payer = await gw.payerWith(USDC);
    const elsewhere = await gw.market.person();
    const streamId = await opened(payer);
    const found = (await gw.gateway.chain.stream(streamId))!;
    const endings = createEndings({
      client: createChainClient(gw.market.url, gw.market.deployment.chainId),
      chain: { stream: async () => found, subscription: async () => undefined },
      settler: gw.market.settler,
      send: () => Promise.reject(new Error("sent")),
      contracts: gw.market.deployment.contracts,
      gateway: elsewhere.address,
    });
    const { closing, signature } = await gw.signClosing(payer, streamId);
    expect(await endings.close(closing, signature)).to.deep.equal({
      kind: "refused",
      refusal: {
        code: "prepaid_elsewhere",
        details: { name: `Stream ${streamId}`, at: gw.market.gateway.address, here: elsewhere.address },
      },
    });
  });
});
