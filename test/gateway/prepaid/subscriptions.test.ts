/** Calls on a subscription, from the plan to the next period, on a real chain with the official client. */
import { expect } from "chai";
import { keccak256, stringToBytes, type Hex, type LocalAccount } from "viem";
import { createPrepaidSigner, type Prepaid as Held } from "../../../sdk/signer/create-prepaid-signer.ts";
import { createVoucherSigner } from "../../../sdk/signer/create-voucher-signer.ts";
import { withPayment } from "../../../sdk/mcp-with-payment.ts";
import { USDC } from "../helpers/market.ts";
import { servicesRoot } from "../../../sdk/services-root.ts";
import { answerOf, PERIOD, PRICE, refusalIn, startPrepaid, type Prepaid } from "./helpers.ts";

const CALL = { name: "echo", arguments: { text: "salve" } };

describe("a subscription", function () {
  this.timeout(300_000);
  let gw: Prepaid;

  before(async () => {
    gw = await startPrepaid();
  });
  after(() => gw?.close());

  function signerOf(payer: LocalAccount, prepaid: readonly Held[], account = payer) {
    const { deployment, gateway } = gw.market;
    const { chainId, contracts } = deployment;
    const vouchers = createVoucherSigner({
      account,
      payer: payer.address,
      chainId,
      vault: contracts.EscrowVault,
      gateway: gateway.address,
    });
    const { Subscriptions: subscriptions, Streams: streams } = contracts;
    return createPrepaidSigner({ account, chainId, subscriptions, streams, prepaid, vouchers });
  }

  async function subscribed(payer: LocalAccount, planId: Hex): Promise<Hex> {
    const { agreement, signature, subscriptionId } = await gw.signAgreement(payer, planId);
    const answer = await gw.post("subscriptions", { agreement, signature });
    expect(await answer.json()).to.deep.equal({ subscriptionId, state: "paid" });
    expect(answer.status).to.equal(201);
    return subscriptionId;
  }

  it("is paid from the account, pays its quota of calls, and leaves what is over it to vouchers", async () => {
    const payer = await gw.payerWith(3n * USDC);
    const planId = await gw.makePlan(2);
    await gw.see();
    const subscriptionId = await subscribed(payer, planId);
    expect(await gw.balanceOf(payer)).to.equal(2n * USDC);

    await gw.see();
    const held = { kind: "subscription", subscriptionId, services: [gw.serviceId] } as const;
    const client = await gw.connect();
    const paying = withPayment(client, signerOf(payer, [held]));
    const responses: Record<string, unknown>[] = [];
    for (let call = 0; call < 3; call++) {
      const result = (await paying.callTool(CALL)) as { content: unknown; _meta: Record<string, never> };
      expect(result.content).to.deep.equal([{ type: "text", text: "salve" }]);
      responses.push(result._meta["x402/payment-response"] as unknown as Record<string, unknown>);
    }
    await client.close();
    expect(responses.map(({ amount }) => amount)).to.deep.equal(["0", "0", String(PRICE)]);
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({
      unclaimed: PRICE,
      reserved: 0n,
    });
    const listed = await gw.gateway.subscriptions.request(`/?payer=${payer.address}`);
    const { subscriptions } = (await listed.json()) as { subscriptions: Record<string, unknown>[] };
    expect(subscriptions).to.have.length(1);
    expect(subscriptions[0]).to.include({ subscriptionId, used: "2", periodIndex: 1, notRenewed: null });
  });

  it("stands in the 402 of its service beside the voucher, with price, period and calls", async () => {
    const planId = await gw.makePlan(7, 2n * USDC);
    const unpaid = await gw.call(undefined);
    const { accepts } = unpaid.result!._meta!["x402/error"] as unknown as {
      accepts: { scheme: string; amount: string; extra: Record<string, unknown> }[];
    };
    expect(accepts[0]).to.include({ scheme: "stoa-voucher", amount: String(PRICE) });
    const offer = accepts.find(({ extra }) => extra["planId"] === planId)!;
    expect(offer).to.include({ scheme: "stoa-subscription", amount: String(2n * USDC) });
    expect(offer.extra).to.deep.include({
      calls: 7,
      period: Number(PERIOD),
      serviceIds: [String(gw.serviceId)],
    });
    const other = await gw.list("acme/alone");
    await gw.see();
    const alone = await gw.call(undefined, { name: "acme/alone" });
    expect(other).to.not.equal(gw.serviceId);
    expect((alone.result!._meta!["x402/error"] as unknown as { accepts: unknown[] }).accepts).to.have.length(
      1,
    );
  });

  it("serves as many of a storm of calls as its quota, and each call id once", async () => {
    const payer = await gw.payerWith(2n * USDC);
    const subscriptionId = await subscribed(payer, await gw.makePlan(5));
    await gw.see();
    const identifier = "one-and-the-same-call";
    const same = await gw.payUse(payer, { subscriptionId }, { identifier });
    const first = await gw.call(same);
    expect(answerOf(first)).to.equal("salve");
    expect(await gw.call(same)).to.deep.equal(first);

    const payments = await Promise.all(
      Array.from({ length: 12 }, () => gw.payUse(payer, { subscriptionId })),
    );
    const answers = await Promise.all(payments.map((payment) => gw.call(payment)));
    const served = answers.filter((message) => answerOf(message) === "salve");
    expect(served).to.have.length(4);
    const refused = answers.find((message) => answerOf(message) !== "salve")!;
    const { code, details } = refusalIn(refused);
    expect(code).to.equal("quota_used_up");
    expect(details).to.include({ subscriptionId, periodIndex: 1, calls: "5", overage: String(PRICE) });
    const record = await gw.gateway.receipts.request(`/${identifier}`);
    const { use } = (await record.json()) as { use: Record<string, unknown> };
    expect(use).to.include({
      payer: payer.address,
      scheme: "stoa-subscription",
      prepaidId: subscriptionId,
      periodIndex: 1,
    });
    // Nothing that could be claimed from the account.
    expect(await gw.gateway.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  });

  it("gives a use back when the call failed", async () => {
    const payer = await gw.payerWith(USDC);
    const subscriptionId = await subscribed(payer, await gw.makePlan(1));
    await gw.see();
    const failed = await gw.call(await gw.payUse(payer, { subscriptionId }), { tool: "nothing" });
    expect(answerOf(failed)).to.equal(undefined);
    expect(answerOf(await gw.call(await gw.payUse(payer, { subscriptionId })))).to.equal("salve");
  });

  it("keeps its count when the gateway is followed by another on its store", async () => {
    const payer = await gw.payerWith(USDC);
    const subscriptionId = await subscribed(payer, await gw.makePlan(2));
    await gw.see();
    const kept = await gw.payUse(payer, { subscriptionId });
    const before = await gw.call(kept);
    await gw.restart();
    await gw.see();
    expect(await gw.call(kept)).to.deep.equal(before);
    expect(answerOf(await gw.call(await gw.payUse(payer, { subscriptionId })))).to.equal("salve");
    expect(refusalIn(await gw.call(await gw.payUse(payer, { subscriptionId }))).code).to.equal(
      "quota_used_up",
    );
  });

  it("is changed for another plan, whose quota begins anew and which alone pays from then on", async () => {
    const payer = await gw.payerWith(4n * USDC);
    const old = await subscribed(payer, await gw.makePlan(1));
    await gw.see();
    await gw.call(await gw.payUse(payer, { subscriptionId: old }));
    const planId = await gw.makePlan(3, 2n * USDC);
    const signed = await gw.signAgreement(payer, planId, { replaces: old });
    const answer = await gw.post("subscriptions", signed);
    expect(answer.status).to.equal(201);
    await gw.see();
    const { subscriptionId } = signed;
    expect(answerOf(await gw.call(await gw.payUse(payer, { subscriptionId })))).to.equal("salve");
    expect(refusalIn(await gw.call(await gw.payUse(payer, { subscriptionId: old }))).code).to.equal(
      "subscription_not_running",
    );
    // Most of the first period came back.
    expect(await gw.balanceOf(payer)).to.be.within(2n * USDC - 10_000n, 2n * USDC);
  });

  it("may be used by a session key of the payer's that may call the service, and by no other", async () => {
    const payer = await gw.payerWith(USDC);
    const subscriptionId = await subscribed(payer, await gw.makePlan(4));
    const key = await gw.market.person();
    const stranger = await gw.market.person();
    await gw.market.grantKey(payer, key);
    await gw.see();
    expect(answerOf(await gw.call(await gw.payUse(key, { subscriptionId })))).to.equal("salve");
    const refused = refusalIn(await gw.call(await gw.payUse(stranger, { subscriptionId })));
    expect(refused).to.deep.include({
      code: "key_unknown",
      details: { key: stranger.address, payer: payer.address },
    });
    const restricted = await gw.market.person();
    await gw.market.grantKey(payer, restricted, { servicesRoot: servicesRoot([gw.serviceId + 1_000n]) });
    await gw.see();
    expect(refusalIn(await gw.call(await gw.payUse(restricted, { subscriptionId })))).to.deep.include({
      code: "key_not_for_service",
      details: { key: restricted.address, serviceId: String(gw.serviceId) },
    });
  });

  it("refuses each use that is not what was signed for, by name and numbers", async () => {
    const payer = await gw.payerWith(USDC);
    const stranger = await gw.market.person();
    const subscriptionId = await subscribed(payer, await gw.makePlan(4));
    await gw.list("acme/other");
    await gw.see();
    const identifier = "a-call-of-another-name";
    const expected = keccak256(stringToBytes(identifier));
    const signed: Hex = `0x${"ab".repeat(32)}`;
    const mismatch = await gw.payUse(payer, { subscriptionId }, { identifier, callId: signed });
    expect(refusalIn(await gw.call(mismatch))).to.deep.equal({
      code: "use_mismatch",
      details: { signed, expected },
    });
    const late = refusalIn(await gw.call(await gw.payUse(payer, { subscriptionId }, { validBefore: 5n })));
    expect(late.code).to.equal("use_expired");
    expect(late.details).to.include({ validBefore: "5" });
    const forged = await gw.payUse(payer, { subscriptionId }, { signer: stranger });
    expect(refusalIn(await gw.call(forged))).to.deep.equal({
      code: "bad_signature",
      details: { key: payer.address, problem: `${stranger.address} signed it` },
    });
    const unknown = await gw.payUse(payer, { subscriptionId: signed });
    expect(refusalIn(await gw.call(unknown))).to.deep.equal({
      code: "subscription_unknown",
      details: { subscriptionId: signed },
    });
    const elsewhere = await gw.payUse(payer, { subscriptionId });
    const { code, details } = refusalIn(await gw.call(elsewhere, { name: "acme/other" }));
    expect(code).to.equal("subscription_not_for_service");
    expect(details).to.include({ subscriptionId });
  });

  it("is cancelled by its payer's signature alone, once, and what is left of the period comes back", async () => {
    const payer = await gw.payerWith(USDC);
    const subscriptionId = await subscribed(payer, await gw.makePlan(4));
    const forged = await gw.signCancellation(await gw.market.person(), subscriptionId);
    const errorOf = async (body: unknown) => {
      const answer = await gw.post("subscriptions", body, "/cancellations");
      return (await answer.json()) as unknown;
    };
    expect(await errorOf(forged)).to.have.nested.include({
      "error.code": "contract_refused",
      "error.details.error": "SubscriptionsCancellationSignature",
      "error.details.arguments": payer.address,
    });
    const signed = await gw.signCancellation(payer, subscriptionId);
    const answer = await gw.post("subscriptions", signed, "/cancellations");
    expect(answer.status).to.equal(201);
    expect(await answer.json()).to.include({ subscriptionId });
    // All but the seconds since.
    expect(await gw.balanceOf(payer)).to.be.within(USDC - 10_000n, USDC);
    await gw.see();
    expect(await errorOf(signed)).to.have.nested.include({
      "error.code": "contract_refused",
      "error.details.error": "SubscriptionsAlreadyCancelled",
      "error.details.arguments": subscriptionId,
    });
    const unknown = `0x${"cd".repeat(32)}` as const;
    expect(await errorOf(await gw.signCancellation(payer, unknown))).to.have.nested.include({
      "error.code": "subscription_unknown",
      "error.details.subscriptionId": unknown,
    });
  });
});
