/** Two gateways on one database; the title says which it was. */
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { emptyAccount } from "../../helpers/chain-view.ts";
import { callTool, createFixture, messageOf, PRICE, type Fixture, type Listed } from "./fixture.ts";
import { openTwo, SHARED_DATABASE } from "./open-two.ts";
import { hashOf, newAccount, newCallId, pay } from "./payer.ts";
import { echo, startUpstream, type Answer, type Upstream } from "./upstreams.ts";

const SERVICE = 8_888n;

describe(`two gateways on one ${SHARED_DATABASE}`, function () {
  this.timeout(120_000);
  let opened: Awaited<ReturnType<typeof openTwo>>;
  let upstream: Upstream;
  let answer: Answer = echo;
  let gateways: [Fixture, Fixture];
  let services: [Listed, Listed];
  const termsHash = hashOf(`terms hash of ${SERVICE}`);

  before(async () => {
    opened = await openTwo();
    upstream = await startUpstream((...exchange) => answer(...exchange));
    const [first, second] = opened.ledgers;
    gateways = [await createFixture({ ledger: first }), await createFixture({ ledger: second })];
    services = [
      gateways[0].list(upstream.url, { serviceId: SERVICE }),
      gateways[1].list(upstream.url, { serviceId: SERVICE }),
    ];
  });

  beforeEach(() => {
    answer = echo;
    upstream.seen.splice(0);
  });

  after(async () => {
    await Promise.all(gateways?.map((gateway) => gateway.close()) ?? []);
    await upstream?.close();
    await opened?.remove();
  });

  function fund(balance: bigint): LocalAccount {
    const payer = newAccount();
    for (const { chain } of gateways) chain.accounts.set(payer.address, emptyAccount(balance));
    return payer;
  }

  function sign(payer: LocalAccount, cumulative: bigint, identifier = newCallId()) {
    return pay({ payer, identifier, voucher: { serviceId: SERVICE, termsHash, cumulative } });
  }

  async function served(answers: readonly Response[]): Promise<number> {
    const messages = await Promise.all(answers.map(messageOf));
    return messages.filter(({ result }) => result?.content[0]!.text === "done").length;
  }

  it("serve one of two calls at once on a balance that covers one", async () => {
    const payer = fund(PRICE);
    const payments = await Promise.all([sign(payer, 2n * PRICE), sign(payer, 2n * PRICE)]);
    const answers = await Promise.all(
      payments.map((payment, index) => callTool(services[index]!, { payment })),
    );
    expect(await served(answers)).to.equal(1);
    expect(upstream.seen).to.have.length(1);
    for (const ledger of opened.ledgers)
      expect(await ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
  });

  it("charge the same call id once, whichever it is sent to, and answer alike", async () => {
    const payer = fund(10n * PRICE);
    const payment = await sign(payer, PRICE);
    const first = await messageOf(await callTool(services[0], { payment }));
    const second = await messageOf(await callTool(services[1], { payment }));
    expect(second).to.deep.equal(first);
    expect(upstream.seen).to.have.length(1);
  });

  it("count together under 64 calls at once: never over the balance, each charge with a place of its own", async () => {
    const payer = fund(40n * PRICE);
    const payments = await Promise.all(Array.from({ length: 64 }, () => sign(payer, 64n * PRICE)));
    const answers = await Promise.all(
      payments.map((payment, id) => callTool(services[id % 2]!, { payment, id })),
    );
    expect(await served(answers)).to.equal(40);
    const [ledger] = opened.ledgers;
    expect(await ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 40n * PRICE, reserved: 0n });
    const calls = await ledger.callsOf(payer.address, { limit: 100 });
    const receipts = await Promise.all(calls.map(({ callId }) => ledger.receiptOf(callId)));
    const seqs = receipts.map((signed) => Number(signed!.receipt.seq)).toSorted((a, b) => a - b);
    expect(seqs).to.deep.equal(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it("void what a killed one had reserved, when its time is over and not before", async () => {
    const payer = fund(PRICE);
    const arrived = new Promise<void>((there) => {
      answer = () => there();
    });
    const call = callTool(services[0], { payment: await sign(payer, PRICE) });
    await arrived;
    const [, ledger] = opened.ledgers;
    const now = gateways[1].chain.now();
    expect(await ledger.reap(now)).to.equal(0);
    expect(await ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: PRICE });
    expect(await ledger.reap(now + 3_600n)).to.equal(1);
    expect(await ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
    // The first gateway is not dead after all: its call ends without a charge.
    expect(await served([await call])).to.equal(0);
    expect(await ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  });

  it("withhold content whose reservation the other has voided", async () => {
    const payer = fund(PRICE);
    let finish!: () => void;
    const arrived = new Promise<void>((there) => {
      answer = (...exchange) => {
        finish = () => void echo(...exchange);
        there();
      };
    });
    const call = callTool(services[0], { payment: await sign(payer, PRICE) });
    await arrived;
    await opened.ledgers[1].reap(gateways[1].chain.now() + 3_600n);
    finish();
    expect((await messageOf(await call)).error!.data).to.have.property("code", "upstream_timeout");
    expect(await opened.ledgers[0].exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  });

  it("refuse a balance that still shows what was claimed meanwhile", async () => {
    const payer = fund(PRICE);
    await callTool(services[0], { payment: await sign(payer, PRICE) });
    await opened.ledgers[1].setClaimed(payer.address, payer.address, SERVICE, 0, PRICE, 11n);
    const late = await callTool(services[0], { payment: await sign(payer, 2n * PRICE) });
    expect((await messageOf(late)).error!.data).to.have.property("code", "gateway_busy");
    gateways[0].chain.accounts.set(payer.address, { ...emptyAccount(0n), block: 11n });
    const after = await messageOf(await callTool(services[0], { payment: await sign(payer, 2n * PRICE) }));
    expect(after.result!.content[0]!.text).to.contain("insufficient_balance");
    expect(await opened.ledgers[0].claimedAfter(10n)).to.deep.equal([
      { payer: payer.address, key: payer.address, serviceId: SERVICE },
    ]);
  });
});
