/** The course of a paid call, in the words of who pays. */
import { expect } from "chai";
import { recoverTypedDataAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { paymentResponseSchema } from "../../../contracts/payment.ts";
import { escrowDomain, receiptTypes } from "../../../contracts/typed-data.ts";
import { callTool, createFixture, messageOf, PRICE, RECEIPT_KEY, type Fixture } from "./fixture.ts";
import { openTestStore } from "./open-test-store.ts";
import { CHAIN_ID, GATEWAY, hashOf, newCallId, pay, VAULT } from "./payer.ts";
import { echo, startUpstream } from "./upstreams.ts";

describe("a paid call", () => {
  let opened: Awaited<ReturnType<typeof openTestStore>>;
  let fixture: Fixture;

  before(async () => {
    opened = await openTestStore();
    fixture = await createFixture(opened.store);
  });

  after(async () => {
    await fixture?.close();
    await opened?.remove();
  });

  it("is served, charged once, and answered with a receipt signed by the gateway", async () => {
    const upstream = await startUpstream(echo);
    const service = fixture.list(upstream.url);
    const payer = fixture.fund(PRICE);
    const identifier = newCallId();
    const payment = await pay({
      payer,
      identifier,
      voucher: { serviceId: service.serviceId, termsHash: service.termsHash, cumulative: PRICE },
    });

    const answer = await callTool(service, { payment, id: 7 });

    expect(answer.status).to.equal(200);
    const { id, result } = await messageOf(answer);
    expect(id).to.equal(7);
    expect(result!.content).to.deep.equal([{ type: "text", text: "done" }]);
    const { amount, extra } = paymentResponseSchema.parse(result!._meta!["x402/payment-response"]);
    expect(amount).to.equal(PRICE);
    expect(extra.receipt).to.include({
      callId: hashOf(identifier),
      payer: payer.address,
      gateway: GATEWAY,
      key: payer.address,
      serviceId: service.serviceId,
      termsHash: service.termsHash,
      seq: 1n,
      price: PRICE,
      chargedCumulative: PRICE,
      status: 0,
    });
    const signer = await recoverTypedDataAddress({
      domain: escrowDomain(CHAIN_ID, VAULT),
      types: receiptTypes,
      primaryType: "Receipt",
      message: extra.receipt,
      signature: extra.receiptSignature,
    });
    expect(signer).to.equal(privateKeyToAccount(RECEIPT_KEY).address);
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
    expect(await fixture.ledger.receiptOf(hashOf(identifier))).to.deep.equal({
      receipt: extra.receipt,
      signature: extra.receiptSignature,
    });
    expect(upstream.seen).to.have.length(1);
    await upstream.close();
  });
});
