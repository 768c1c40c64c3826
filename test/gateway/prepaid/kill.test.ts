/** A gateway that is killed with −9 between sending a prepayment and knowing of it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import type { Hex } from "viem";
import { encodeWire } from "../../../contracts/payment.ts";
import { USDC } from "../helpers/market.ts";
import { eventually } from "../settlement/helpers.ts";
import type { ChildArguments } from "./gateway-child.ts";
import { startPrepaid, type Prepaid } from "./helpers.ts";

describe("a gateway killed with −9 while it subscribes somebody", function () {
  this.timeout(300_000);
  let gw: Prepaid;

  before(async () => {
    gw = await startPrepaid();
  });
  after(() => gw?.close());

  const unmined = async () => (await gw.market.client.getBlock({ blockTag: "pending" })).transactions;

  /** It has sent the subscription, no block has taken it, and it is dead. Another gateway follows on its store. */
  async function killedAfterSending(
    signed: Awaited<ReturnType<Prepaid["signAgreement"]>>,
    meanwhile: (transaction: Hex) => Promise<void>,
  ): Promise<void> {
    const { client, url, deployment } = gw.market;
    const { agreement, signature } = signed;
    const request = encodeWire({ agreement, signature });
    await gw.restart(async () => {
      await client.setAutomine(false);
      const given: ChildArguments = { url, deployment, folder: gw.folder, request };
      const child = fork(new URL("./gateway-child.ts", import.meta.url), [JSON.stringify(given)]);
      await once(child, "message");
      await eventually(async () => (await unmined()).length === 1);
      child.kill("SIGKILL");
      await once(child, "exit");
      const [transaction] = await unmined();
      await meanwhile(transaction!);
      await client.setAutomine(true);
      await gw.market.mine(1);
    });
    await gw.see();
    await gw.gateway.prepayer.look();
    await gw.gateway.prepayer.look();
  }

  async function periodsOf(subscriptionId: Hex): Promise<number[]> {
    const events = await gw.market.client.getContractEvents({
      ...gw.subscriptions,
      eventName: "PeriodCharged",
      args: { subscriptionId },
      fromBlock: 0n,
    });
    return events.map(({ args }) => args.periodIndex!);
  }

  const NOTHING = { unclaimed: 0n, reserved: 0n };

  it("leaves a payer who is charged once, when the chain takes what it had sent, and who is told so", async () => {
    const payer = await gw.payerWith(3n * USDC);
    const signed = await gw.signAgreement(payer, await gw.makePlan(5));
    await killedAfterSending(signed, async () => {});
    expect(await periodsOf(signed.subscriptionId)).to.deep.equal([1]);
    expect(await gw.balanceOf(payer)).to.equal(2n * USDC);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal(NOTHING);

    const answer = await gw.post("subscriptions", signed);
    expect(answer.status).to.equal(201);
    expect(await answer.json()).to.deep.equal({ subscriptionId: signed.subscriptionId, state: "paid" });
    expect(await periodsOf(signed.subscriptionId)).to.deep.equal([1]);
    const [held] = await gw.gateway.desk.subscriptionsOf(payer.address);
    expect(held).to.include({ subscriptionId: signed.subscriptionId, periodIndex: 1 });
  });

  it("leaves a payer who is charged once, when what it had sent was lost: the next one sends it again", async () => {
    const payer = await gw.payerWith(3n * USDC);
    const signed = await gw.signAgreement(payer, await gw.makePlan(6));
    await killedAfterSending(signed, async (hash) => {
      await gw.market.client.dropTransaction({ hash });
    });
    expect(await periodsOf(signed.subscriptionId)).to.deep.equal([1]);
    expect(await gw.balanceOf(payer)).to.equal(2n * USDC);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal(NOTHING);
  });

  it("leaves a payer who is not charged at all, and is told why, when nothing can take it any more", async () => {
    const payer = await gw.payerWith(3n * USDC);
    const planId = await gw.makePlan(7);
    const signed = await gw.signAgreement(payer, planId);
    await killedAfterSending(signed, async (hash) => {
      await gw.market.client.dropTransaction({ hash });
      await gw.market.client.setAutomine(true);
      await gw.market.send(gw.market.publisher, gw.subscriptions, "retirePlan", [planId, gw.serviceId]);
    });
    expect(await periodsOf(signed.subscriptionId)).to.deep.equal([]);
    expect(await gw.balanceOf(payer)).to.equal(3n * USDC);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal(NOTHING);
    const answer = await gw.post("subscriptions", signed);
    expect(answer.status).to.equal(422);
    expect(await answer.json()).to.have.nested.include({
      "error.code": "contract_refused",
      "error.details.error": "SubscriptionsPlanNotOpen",
    });
  });
});
