/** One call, one charge: whatever is sent twice, at once, or out of order. */
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { keyName, UNKNOWN_KEY } from "../../helpers/chain-view.ts";
import {
  callTool,
  createFixture,
  messageOf,
  PRICE,
  refusalOf,
  type Fixture,
  type Listed,
} from "./fixture.ts";
import { openTestStore } from "./open-test-store.ts";
import { newAccount, newCallId, NOW, pay } from "./payer.ts";
import { echo, startUpstream, type Answer, type Upstream } from "./upstreams.ts";

describe("calls sent twice, at once, and out of order", () => {
  let opened: Awaited<ReturnType<typeof openTestStore>>;
  let fixture: Fixture;
  let upstream: Upstream;
  let service: Listed;
  let answer: Answer;

  before(async () => {
    opened = await openTestStore();
    fixture = await createFixture(opened.store);
    upstream = await startUpstream((...exchange) => answer(...exchange));
  });

  beforeEach(() => {
    service = fixture.list(upstream.url);
    answer = echo;
    upstream.seen.splice(0);
  });

  after(async () => {
    await fixture?.close();
    await upstream?.close();
    await opened?.remove();
  });

  function sign(payer: LocalAccount, cumulative: bigint, identifier?: string, key?: LocalAccount) {
    const { serviceId, termsHash } = service;
    return pay({ payer, key, identifier, voucher: { serviceId, termsHash, cumulative } });
  }

  it("gives the same answer to the same call id, numbered as it is asked, and charges once", async () => {
    const payer = fixture.fund(10n * PRICE);
    const payment = await sign(payer, PRICE, newCallId());
    const first = await messageOf(await callTool(service, { payment, id: 1 }));
    const second = await messageOf(await callTool(service, { payment, id: "again" }));
    expect(second.id).to.equal("again");
    expect(second.result).to.deep.equal(first.result);
    expect(upstream.seen).to.have.length(1);
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
  });

  it("takes a new voucher for the same call id as the same call", async () => {
    const payer = fixture.fund(10n * PRICE);
    const identifier = newCallId();
    await callTool(service, { payment: await sign(payer, PRICE, identifier) });
    const again = await callTool(service, { payment: await sign(payer, 5n * PRICE, identifier) });
    expect((await messageOf(again)).result!.content[0]!.text).to.equal("done");
    expect(upstream.seen).to.have.length(1);
  });

  it("takes the same voucher for the same request as one call, without an id", async () => {
    const payer = fixture.fund(10n * PRICE);
    const payment = await sign(payer, 5n * PRICE);
    await callTool(service, { payment });
    await callTool(service, { payment });
    expect(upstream.seen).to.have.length(1);
    await callTool(service, { payment, args: { other: true } });
    expect(upstream.seen).to.have.length(2);
  });

  it("refuses a call id that was used for another request", async () => {
    const payer = fixture.fund(10n * PRICE);
    const payment = await sign(payer, 5n * PRICE, newCallId());
    await callTool(service, { payment });
    const other = await callTool(service, { payment, args: { other: true } });
    expect(await refusalOf(other)).to.have.property("code", "call_id_reused");
    expect(upstream.seen).to.have.length(1);
  });

  it("keeps the ids of two payers apart", async () => {
    const identifier = newCallId();
    for (const payer of [fixture.fund(PRICE), fixture.fund(PRICE)]) {
      const payment = await sign(payer, PRICE, identifier);
      expect((await messageOf(await callTool(service, { payment }))).result!.isError).to.equal(undefined);
    }
    expect(upstream.seen).to.have.length(2);
  });

  it("says that a call is running, as MCP and as HTTP understand it", async () => {
    const payer = fixture.fund(10n * PRICE);
    const payment = await sign(payer, PRICE, newCallId());
    let release!: () => void;
    const arrived = new Promise<void>((there) => {
      answer = (...exchange) => {
        release = () => void echo(...exchange);
        there();
      };
    });
    const running = callTool(service, { payment });
    await arrived;
    const inMcp = await callTool(service, { payment });
    expect(inMcp.status).to.equal(200);
    expect((await messageOf(inMcp)).error).to.have.property("code", 40901);
    const header = { "payment-signature": Buffer.from(JSON.stringify(payment)).toString("base64") };
    const inHttp = await callTool(service, { headers: header });
    expect(inHttp.status).to.equal(409);
    expect(await refusalOf(inHttp)).to.have.property("code", "call_in_progress");
    release();
    expect((await messageOf(await running)).result!.content[0]!.text).to.equal("done");
  });

  it("serves one of two calls at once on a balance that covers one", async () => {
    const payer = fixture.fund(PRICE);
    const other = fixture.list(upstream.url);
    const elsewhere = { serviceId: other.serviceId, termsHash: other.termsHash, cumulative: PRICE };
    const answers = await Promise.all([
      callTool(service, { payment: await sign(payer, PRICE, newCallId()) }),
      callTool(other, { payment: await pay({ payer, voucher: elsewhere, identifier: newCallId() }) }),
    ]);
    const messages = await Promise.all(answers.map(messageOf));
    expect(messages.filter(({ result }) => result!.content[0]!.text === "done")).to.have.length(1);
    const [refused] = messages.filter(({ result }) => result!.isError);
    expect(refused!.result!._meta).to.have.deep.nested.property("x402/error.extensions.stoa-refusal.info", {
      code: "insufficient_balance",
      details: { available: "0", needed: String(PRICE) },
    });
    expect(upstream.seen).to.have.length(1);
  });

  it("serves 64 calls at once on one key, whose vouchers arrive in any order, and charges each once", async () => {
    const payer = fixture.fund(64n * PRICE);
    const key = newAccount();
    const terms = { ...UNKNOWN_KEY, cap: 64n * PRICE, validBefore: NOW + 86_400n, nonce: 1n };
    fixture.chain.keys.set(keyName(payer.address, key.address), terms);
    const payments = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        // 64, 1, 63, 2, …: each voucher covers the calls signed before it, which arrive after it or have arrived.
        sign(payer, BigInt(index % 2 === 0 ? 64 - index / 2 : (index + 1) / 2) * PRICE, newCallId(), key),
      ),
    );
    answer = barrier(64);
    const answers = await Promise.all(payments.map((payment, id) => callTool(service, { payment, id })));
    for (const { result } of await Promise.all(answers.map(messageOf)))
      expect(result!.content[0]!.text).to.equal("done");
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({
      unclaimed: 64n * PRICE,
      reserved: 0n,
    });
    const [row] = (await fixture.ledger.claimable()).filter(({ voucher }) => voucher.key === key.address);
    expect(row!.voucher.cumulative).to.equal(64n * PRICE);
    const calls = await fixture.ledger.callsOf(payer.address, { limit: 100 });
    const receipts = await Promise.all(calls.map(({ callId }) => fixture.ledger.receiptOf(callId)));
    const sums = receipts
      .map((signed) => signed!.receipt.chargedCumulative / PRICE)
      .toSorted((a, b) => Number(a - b));
    expect(sums).to.deep.equal(Array.from({ length: 64 }, (_, index) => BigInt(index + 1)));
    expect(new Set(receipts.map((signed) => signed!.receipt.seq)).size).to.equal(64);
  });

  it("refuses the 65th of a key whose cap is 64", async () => {
    const payer = fixture.fund(100n * PRICE);
    const key = newAccount();
    const terms = { ...UNKNOWN_KEY, cap: 64n * PRICE, validBefore: NOW + 86_400n, nonce: 1n };
    fixture.chain.keys.set(keyName(payer.address, key.address), terms);
    const payments = await Promise.all(
      Array.from({ length: 65 }, () => sign(payer, 65n * PRICE, newCallId(), key)),
    );
    answer = barrier(64);
    const answers = await Promise.all(payments.map((payment, id) => callTool(service, { payment, id })));
    const messages = await Promise.all(answers.map(messageOf));
    expect(messages.filter(({ result }) => result!.content[0]!.text === "done")).to.have.length(64);
    expect(upstream.seen).to.have.length(64);
  });

  it("charges under the terms of each voucher, and gives the claim the older ones first", async () => {
    const payer = fixture.fund(10n * PRICE);
    await callTool(service, { payment: await sign(payer, PRICE, newCallId()) });
    const old = { ...service };
    const view = fixture.chain.services.get(service.serviceId)!;
    const termsHash = `0x${"ab".repeat(32)}` as const;
    fixture.chain.services.set(service.serviceId, {
      ...view,
      terms: { ...view.terms!, termsHash, feeVersion: 2 },
    });
    service = { ...service, termsHash };
    await callTool(service, { payment: await sign(payer, 2n * PRICE, newCallId()) });
    const rows = (await fixture.ledger.claimable()).filter(({ voucher }) => voucher.payer === payer.address);
    expect(
      rows.map(({ voucher, charged, terms }) => [voucher.termsHash, charged, terms.feeVersion]),
    ).to.deep.equal([
      [old.termsHash, PRICE, 1],
      [termsHash, 2n * PRICE, 2],
    ]);
  });

  it("counts from zero again in a new epoch", async () => {
    const payer = fixture.fund(10n * PRICE);
    await callTool(service, { payment: await sign(payer, PRICE, newCallId()) });
    const account = fixture.chain.accounts.get(payer.address)!;
    fixture.chain.accounts.set(payer.address, { ...account, epoch: 1 });
    const { serviceId, termsHash } = service;
    const voucher = { serviceId, termsHash, cumulative: PRICE, epoch: 1 };
    const payment = await pay({ payer, voucher, identifier: newCallId() });
    expect((await messageOf(await callTool(service, { payment }))).result!.content[0]!.text).to.equal("done");
    expect(await fixture.ledger.ledgerOf(payer.address, payer.address, serviceId)).to.deep.equal({
      charged: PRICE,
      reserved: 0n,
      epoch: 1,
    });
  });

  it("starts from what the vault says is claimed when the store has lost its books", async () => {
    const payer = fixture.fund(10n * PRICE);
    const { serviceId } = service;
    fixture.chain.claims.set(`${payer.address} ${payer.address} ${serviceId}`, {
      claimed: 3n * PRICE,
      epoch: 0,
      block: 10n,
    });
    const low = await callTool(service, { payment: await sign(payer, PRICE, newCallId()) });
    expect(await refusalOf(low)).to.deep.include({
      code: "voucher_too_low",
      details: {
        cumulative: String(PRICE),
        charged: String(3n * PRICE),
        reserved: "0",
        needed: String(4n * PRICE),
      },
    });
    await callTool(service, { payment: await sign(payer, 4n * PRICE, newCallId()) });
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
  });
});

/** Answers nobody until as many requests as `count` are there. */
function barrier(count: number): Answer {
  const waiting: (() => void)[] = [];
  return (...exchange) => {
    waiting.push(() => void echo(...exchange));
    if (waiting.length === count) for (const go of waiting) go();
  };
}
