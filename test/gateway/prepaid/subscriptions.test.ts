/** Calls on a subscription, from the plan to the next period, on a real chain with the official client. */
import { expect } from "chai";
import type { LocalAccount, Hex } from "viem";
import { createPrepaidSigner, type Prepaid as Held } from "../../../sdk/signer/create-prepaid-signer.ts";
import { createVoucherSigner } from "../../../sdk/signer/create-voucher-signer.ts";
import { withPayment } from "../../../sdk/mcp-with-payment.ts";
import { USDC } from "../helpers/market.ts";
import { PERIOD, PRICE, startPrepaid, type Prepaid } from "./helpers.ts";

const CALL = { name: "echo", arguments: { text: "salve" } };

describe("a subscription", function () {
  this.timeout(300_000);
  let it_: Prepaid;

  before(async () => {
    it_ = await startPrepaid();
  });
  after(() => it_?.close());

  function signerOf(payer: LocalAccount, prepaid: readonly Held[], account = payer) {
    const { deployment, gateway } = it_.market;
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
    const { agreement, signature, subscriptionId } = await it_.signAgreement(payer, planId);
    const answer = await it_.post("subscriptions", { agreement, signature });
    expect(await answer.json()).to.deep.equal({ subscriptionId, state: "paid" });
    expect(answer.status).to.equal(201);
    return subscriptionId;
  }

  it("is paid from the account, pays its quota of calls, and leaves what is over it to vouchers", async () => {
    const payer = await it_.market.payerWith(3n * USDC);
    const planId = await it_.makePlan(2);
    await it_.see();
    const subscriptionId = await subscribed(payer, planId);
    expect(await it_.balanceOf(payer)).to.equal(2n * USDC);

    await it_.see();
    const held = { kind: "subscription", subscriptionId, services: [it_.serviceId] } as const;
    const client = await it_.connect();
    const paying = withPayment(client, signerOf(payer, [held]));
    const responses: Record<string, unknown>[] = [];
    for (let call = 0; call < 3; call++) {
      const result = (await paying.callTool(CALL)) as { content: unknown; _meta: Record<string, never> };
      expect(result.content).to.deep.equal([{ type: "text", text: "salve" }]);
      responses.push(result._meta["x402/payment-response"] as unknown as Record<string, unknown>);
    }
    await client.close();
    expect(responses.map(({ amount }) => amount)).to.deep.equal(["0", "0", String(PRICE)]);
    expect(await it_.gateway.ledger.exposureOf(payer.address)).to.deep.equal({
      unclaimed: PRICE,
      reserved: 0n,
    });
    const listed = await it_.gateway.subscriptions.request(`/?payer=${payer.address}`);
    const { subscriptions } = (await listed.json()) as { subscriptions: Record<string, unknown>[] };
    expect(subscriptions).to.have.length(1);
    expect(subscriptions[0]).to.include({ subscriptionId, used: "2", periodIndex: 1, notRenewed: null });
  });
});
