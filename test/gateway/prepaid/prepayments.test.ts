/** Money that leaves an account ahead: never past what the gateway has promised to others, and once. */
import { expect } from "chai";
import type { Hex, LocalAccount } from "viem";
import { rowOf } from "../../../gateway/prepaid/submission.ts";
import { createVoucherSigner } from "../../../sdk/signer/create-voucher-signer.ts";
import { withPayment } from "../../../sdk/mcp-with-payment.ts";
import { USDC } from "../helpers/market.ts";
import { PERIOD, PRICE, startPrepaid, type Prepaid } from "./helpers.ts";

const CALL = { name: "echo", arguments: { text: "salve" } };

describe("what an account pays ahead", function () {
  this.timeout(300_000);
  let gw: Prepaid;

  before(async () => {
    gw = await startPrepaid();
  });
  after(() => gw?.close());

  async function callByVoucher(payer: LocalAccount): Promise<void> {
    const { deployment, gateway } = gw.market;
    const signer = createVoucherSigner({
      account: payer,
      payer: payer.address,
      chainId: deployment.chainId,
      vault: deployment.contracts.EscrowVault,
      gateway: gateway.address,
    });
    const client = await gw.connect();
    await withPayment(client, signer).callTool(CALL);
    await client.close();
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

  async function errorOf(routes: "subscriptions" | "streams", body: unknown): Promise<unknown> {
    const answer = await gw.post(routes, body);
    const { error } = (await answer.json()) as { error: { code: string; details: unknown } };
    return { status: answer.status, code: error.code, details: error.details };
  }

  async function toPeriodEnd(subscriptionId: Hex): Promise<void> {
    const { periodEnd } = await gw.market.client.readContract({
      ...gw.subscriptions,
      functionName: "subscriptionOf",
      args: [subscriptionId],
    });
    await gw.market.mineAt(periodEnd + 1n);
    await gw.gateway.chain.pollNow();
  }

  it("is not what its calls have spent: a renewal leaves the claims covered, and says why it waits", async () => {
    const payer = await gw.payerWith(2n * USDC);
    const { subscriptionId, ...signed } = await gw.signAgreement(payer, await gw.makePlan(9));
    expect((await gw.post("subscriptions", signed)).status).to.equal(201);
    await toPeriodEnd(subscriptionId);
    await callByVoucher(payer);

    await gw.gateway.prepayer.look();
    expect(await gw.balanceOf(payer)).to.equal(USDC);
    expect(await periodsOf(subscriptionId)).to.deep.equal([1]);
    const [waiting] = await gw.gateway.desk.subscriptionsOf(payer.address);
    expect(waiting!.problem!.refusal).to.deep.equal({
      code: "insufficient_balance",
      details: { available: USDC - PRICE, needed: USDC },
    });

    // Whoever else would renew it, a colluding publisher or the payer himself, is no settler of this gateway.
    for (const account of [payer, gw.market.publisher]) await refusedOnChain(account, subscriptionId);

    // The voucher is claimed in full, and what was short comes later.
    const [claim] = await gw.gateway.settlement.flush("manual");
    expect(claim).to.include({ gross: PRICE, skipped: 0 });
    await gw.market.deposit(payer, USDC);
    await gw.gateway.chain.pollNow();
    await gw.gateway.prepayer.look();
    expect(await periodsOf(subscriptionId)).to.deep.equal([1, 2]);
    expect(await gw.balanceOf(payer)).to.equal(USDC - PRICE);
    const [renewed] = await gw.gateway.desk.subscriptionsOf(payer.address);
    expect(renewed).to.include({ periodIndex: 2, used: 0n, problem: undefined });
  });

  async function refusedOnChain(account: LocalAccount, subscriptionId: Hex): Promise<void> {
    const refusal = await gw.market.send(account, gw.subscriptions, "renew", [subscriptionId]).then(
      () => "renewed",
      (error: Error) => error.message,
    );
    expect(refusal).to.contain("SubscriptionsNotSettler");
    expect(refusal).to.contain(`(${gw.market.gateway.address}, ${account.address})`);
  }

  it("is refused, and nothing held, where calls under way and charged ones leave too little", async () => {
    const payer = await gw.payerWith(USDC);
    await callByVoucher(payer);
    const { agreement, signature } = await gw.signAgreement(payer, await gw.makePlan(8));
    const refusal = {
      status: 402,
      code: "insufficient_balance",
      details: { available: String(USDC - PRICE), needed: String(USDC) },
    };
    expect(await errorOf("subscriptions", { agreement, signature })).to.deep.equal(refusal);
    await gw.market.send(gw.market.publisher, gw.streams, "offer", [gw.serviceId, 1n, 3_600]);
    const order = await gw.signOrder(payer, { deposit: USDC });
    expect(await errorOf("streams", order)).to.deep.equal(refusal);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({
      unclaimed: PRICE,
      reserved: 0n,
    });
  });

  it("counts as reserved from before it is sent: calls and other prepayments cannot take it", async () => {
    const payer = await gw.payerWith(USDC);
    const account = await gw.gateway.chain.account(payer.address);
    const now = gw.gateway.chain.now();
    const { subscriptionId, agreement, signature } = await gw.signAgreement(payer, await gw.makePlan(6));
    const row = rowOf({ kind: "subscribe", subscriptionId, agreement, signature });
    const asked = { ...row, payer: payer.address, amount: USDC, account, now };
    expect(await gw.gateway.ledger.hold(asked)).to.deep.equal({ kind: "held" });
    expect(await gw.gateway.ledger.hold(asked)).to.deep.equal({ kind: "known", state: "held" });
    const refused = await callByVoucher(payer).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(refused).to.include({ name: "PaymentRefusedError", code: "insufficient_balance" });

    // Killed before it was sent: the next gateway on the store sends it, once.
    await gw.restart();
    await gw.see();
    await gw.gateway.prepayer.look();
    await gw.gateway.prepayer.look();
    expect(await periodsOf(subscriptionId)).to.deep.equal([1]);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  });

  it("is booked from the chain when the gateway died after it was sent", async () => {
    const payer = await gw.payerWith(USDC);
    const account = await gw.gateway.chain.account(payer.address);
    const now = gw.gateway.chain.now();
    const { subscriptionId, agreement, signature } = await gw.signAgreement(payer, await gw.makePlan(5));
    const row = rowOf({ kind: "subscribe", subscriptionId, agreement, signature });
    await gw.gateway.ledger.hold({ ...row, payer: payer.address, amount: USDC, account, now });
    const permit = {
      value: 0n,
      deadline: 0n,
      v: 0,
      r: `0x${"00".repeat(32)}`,
      s: `0x${"00".repeat(32)}`,
    } as const;
    await gw.market.send(gw.market.settler, gw.subscriptions, "subscribe", [agreement, signature, permit]);

    await gw.restart();
    await gw.see();
    await gw.gateway.prepayer.look();
    expect(await periodsOf(subscriptionId)).to.deep.equal([1]);
    expect(await gw.gateway.ledger.prepayment(row.id)).to.include({ state: "paid" });
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
    // Asked again, it is what it was.
    expect((await gw.post("subscriptions", { agreement, signature })).status).to.equal(201);
    expect(await periodsOf(subscriptionId)).to.deep.equal([1]);
  });

  it("is refused with the contract's own error where it would refuse it, before anything is held", async () => {
    const payer = await gw.payerWith(USDC);
    const stranger = await gw.market.person();
    const planId = await gw.makePlan(4);
    const forged = await gw.signAgreement(payer, planId, {}, stranger);
    expect(await errorOf("subscriptions", forged)).to.deep.equal({
      status: 422,
      code: "contract_refused",
      details: { error: "SubscriptionsAgreementSignature", arguments: payer.address },
    });
    const modest = await gw.signAgreement(payer, planId, { maxPerPeriod: 5n });
    expect(await errorOf("subscriptions", modest)).to.deep.equal({
      status: 422,
      code: "contract_refused",
      details: { error: "SubscriptionsOverMaximum", arguments: `${USDC}, 5` },
    });
    const elsewhere = await gw.signAgreement(payer, planId, { gateway: stranger.address });
    expect(await errorOf("subscriptions", elsewhere)).to.deep.equal({
      status: 402,
      code: "wrong_gateway",
      details: { signed: stranger.address, expected: gw.market.gateway.address },
    });
    const wallet = await gw.signAgreement(payer, planId, { fromWallet: true });
    expect(await errorOf("subscriptions", wallet)).to.have.property("code", "input_invalid");
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
    expect(PERIOD).to.equal(2_592_000n);
  });
});
