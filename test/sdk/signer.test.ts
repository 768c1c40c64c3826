import { expect } from "chai";
import { recoverTypedDataAddress, zeroAddress } from "viem";
import { paymentRequiredSchema, voucherPayloadSchema } from "../../contracts/payment.ts";
import { escrowDomain, voucherTypes } from "../../contracts/typed-data.ts";
import { BudgetExceededError, OfferRefusedError, ReceiptInvalidError } from "../../sdk/signer/errors.ts";
import { CHAIN_ID, Gateway, OTHER, VAULT } from "./helpers/gateway.ts";
import { key, newGrant, newSigner, payer } from "./helpers/signer.ts";

const ID = "call-0123456789abcdef";

describe("the voucher signer", () => {
  let gateway: Gateway;
  beforeEach(() => {
    gateway = new Gateway();
  });
  const offer = (code?: string) => paymentRequiredSchema.parse(gateway.required(code));

  it("signs the price for the service, the terms and the key, valid from the gateway's time on", async () => {
    const { voucher, payload } = await newSigner().sign(offer(), ID, 5n);
    expect(voucher).to.deep.equal({
      payer: payer.address,
      gateway: "0x2222222222222222222222222222222222222222",
      key: key.address,
      serviceId: 7n,
      termsHash: gateway.termsHash,
      epoch: 0,
      cumulative: 20_000n,
      validBefore: 1_800_003_605n,
    });
    const { signature } = voucherPayloadSchema.parse(payload["payload"]);
    const signer = await recoverTypedDataAddress({
      domain: escrowDomain(CHAIN_ID, VAULT),
      types: voucherTypes,
      primaryType: "Voucher",
      message: voucher,
      signature,
    });
    expect(signer).to.equal(key.address);
    expect(payload["accepted"]).to.deep.equal(
      gateway.required()["accepts"] && (gateway.required()["accepts"] as object[])[0],
    );
    expect(payload["extensions"]).to.deep.equal({
      "payment-identifier": { info: { required: true, id: ID } },
    });
    expect(JSON.parse(JSON.stringify(payload))).to.deep.equal(payload);
  });

  it("signs calls at once on top of each other", async () => {
    const signer = newSigner();
    const signed = await Promise.all([1, 2, 3, 4].map((n) => signer.sign(offer(), `${ID}${n}`)));
    expect(signed.map(({ voucher }) => voucher.cumulative)).to.deep.equal([
      20_000n,
      40_000n,
      60_000n,
      80_000n,
    ]);
    expect(signer.signed()).to.equal(80_000n);
  });

  it("keeps each service's total apart", async () => {
    const signer = newSigner();
    await signer.sign(offer(), ID);
    gateway.extraChanges = { serviceId: "8" };
    const { voucher } = await signer.sign(offer(), ID);
    expect(voucher).to.include({ serviceId: 8n, cumulative: 20_000n });
    expect(signer.signed()).to.equal(40_000n);
  });

  it("uses the headroom of a call that was not charged for the next one", async () => {
    const signer = newSigner({ budget: 20_000n });
    signer.release(await signer.sign(offer(), ID));
    expect((await signer.sign(offer(), ID)).voucher.cumulative).to.equal(20_000n);
    expect(signer.signed()).to.equal(20_000n);
  });

  it("goes on from its receipts", async () => {
    const signer = newSigner();
    for (const total of [20_000n, 40_000n, 60_000n]) {
      const payment = await signer.sign(offer(), `${ID}-${total}`);
      expect(payment.voucher.cumulative).to.equal(total);
      const verdict = await gateway.pay(payment.payload);
      await signer.settle(payment, "response" in verdict ? verdict.response : undefined);
    }
    expect(signer.charged()).to.equal(60_000n);
  });

  it("starts from what the gateway reports when its key was used before", async () => {
    gateway.charged = 500_000n;
    gateway.reserved = 40_000n;
    const { voucher } = await newSigner().sign(offer("voucher_too_low"), ID);
    expect(voucher.cumulative).to.equal(560_000n);
  });

  it("starts at nothing in a new epoch", async () => {
    const signer = newSigner();
    await signer.sign(offer(), ID);
    gateway.epoch = 1;
    expect((await signer.sign(offer("wrong_epoch"), ID)).voucher).to.include({
      epoch: 1,
      cumulative: 20_000n,
    });
    expect((await signer.sign(offer(), ID)).voucher).to.include({ epoch: 1, cumulative: 40_000n });
  });

  describe("with a budget", () => {
    it("refuses the call that would pass it, and signs nothing", async () => {
      const signer = newSigner({ budget: 50_000n });
      await signer.sign(offer(), ID);
      await signer.sign(offer(), ID);
      const error = await failure(signer.sign(offer(), ID));
      expect(error).to.be.instanceOf(BudgetExceededError);
      expect(error).to.include({ needed: 60_000n, budget: 50_000n });
      expect(signer.signed()).to.equal(40_000n);
    });

    it("counts what a lying gateway claims to have charged before", async () => {
      gateway.reportedCharged = 10_000_000n;
      const signer = newSigner({ budget: 50_000n });
      expect(await failure(signer.sign(offer("voucher_too_low"), ID))).to.be.instanceOf(BudgetExceededError);
      expect(signer.signed()).to.equal(0n);
    });

    it("is one budget for all epochs", async () => {
      const signer = newSigner({ budget: 30_000n });
      await signer.sign(offer(), ID);
      gateway.epoch = 1;
      expect(await failure(signer.sign(offer("wrong_epoch"), ID))).to.be.instanceOf(BudgetExceededError);
    });
  });

  const refused: [problem: string, change: (gateway: Gateway) => void, offered: RegExp][] = [
    ["unexpected-chain", (g) => (g.offerChanges = { network: "eip155:1" }), /^eip155:1$/],
    ["unexpected-vault", (g) => (g.extraChanges = { vault: OTHER }), /^0x3333/],
    ["unexpected-gateway", (g) => (g.extraChanges = { gateway: OTHER }), /^0x3333/],
    ["unexpected-receipt-key", (g) => (g.extraChanges = { receiptKey: OTHER }), /^0x3333/],
    ["no-voucher-offer", (g) => (g.offerChanges = { scheme: "exact" }), /^exact$/],
    ["no-voucher-offer", (g) => (g.extraChanges = { termsHash: "0x12" }), /32 bytes/],
    ["over-max-per-call", (g) => (g.price = 100_001n), /^100001 base units$/],
  ];
  for (const [problem, change, offered] of refused) {
    it(`does not sign an offer: ${problem} (${offered.source})`, async () => {
      const signer = newSigner({ maxPerCall: 100_000n, receiptKey: gateway.receiptKey.address });
      change(gateway);
      const error = await failure(signer.sign(offer(), ID));
      expect(error).to.be.instanceOf(OfferRefusedError);
      expect(error).to.include({ problem });
      expect((error as OfferRefusedError).offered).to.match(offered);
      expect(signer.signed()).to.equal(0n);
    });
  }

  describe("with a grant", () => {
    it("sends it until a receipt shows that the gateway has it, and again when the gateway lost it", async () => {
      const signer = newSigner({ grant: await newGrant() });
      const first = await signer.sign(offer(), `${ID}1`);
      const verdict = await gateway.pay(first.payload);
      await signer.settle(first, "response" in verdict ? verdict.response : undefined);
      await gateway.pay((await signer.sign(offer(), `${ID}2`)).payload);
      await gateway.pay((await signer.sign(offer("key_unknown"), `${ID}3`)).payload);
      expect(gateway.presented.map(({ hasGrant }) => hasGrant)).to.deep.equal([true, false, true]);
    });

    it("keeps to the grant's limit for one call", async () => {
      const signer = newSigner({ maxPerCall: 50_000n, grant: await newGrant({ maxPerCall: 19_999n }) });
      expect(await failure(signer.sign(offer(), ID))).to.include({ problem: "over-max-per-call" });
    });

    it("does not sign after the grant has ended", async () => {
      const signer = newSigner({ grant: await newGrant({ validBefore: 1_799_999_999n }) });
      expect(await failure(signer.sign(offer(), ID))).to.include({ problem: "grant-ended" });
    });

    it("proves that its services are granted, and does not sign for others", async () => {
      const signer = newSigner({ grant: await newGrant({ services: [3n, 7n, 9n] }) });
      const { payload } = await signer.sign(offer(), ID);
      expect(voucherPayloadSchema.parse(payload["payload"]).servicesProof).to.have.length(2);
      gateway.extraChanges = { serviceId: "8" };
      expect(await failure(signer.sign(offer(), ID))).to.include({ problem: "service-not-granted" });
    });
  });

  const forged: [what: string, lie: (gateway: Gateway) => void, problem: RegExp][] = [
    ["signed by another key", (g) => (g.receiptSigner = key), /not signed by the gateway's receipt key/],
    ["changed after it was signed", (g) => (g.misstateAfterSigning = { seq: 9n }), /not signed by/],
    ["for another call", (g) => (g.misstate = { callId: `0x${"01".repeat(32)}` }), /for another call/],
    ["for another payer", (g) => (g.misstate = { payer: zeroAddress }), /its payer is 0x0000/],
    ["for another key", (g) => (g.misstate = { key: OTHER }), /its key is/],
    ["for another service", (g) => (g.misstate = { serviceId: 8n }), /its serviceId is 8, not 7/],
    ["under other terms", (g) => (g.misstate = { termsHash: `0x${"bb".repeat(32)}` }), /its termsHash/],
    ["of another epoch", (g) => (g.misstate = { epoch: 3 }), /its epoch is 3, not 0/],
    ["over the price", (g) => (g.misstate = { price: 20_001n }), /charges 20001, the offer was 20000/],
    [
      "over what was ever signed",
      (g) => (g.misstate = { chargedCumulative: 20_001n }),
      /books 20001 in all, only 20000 was signed/,
    ],
  ];
  for (const [what, lie, problem] of forged) {
    it(`does not believe a receipt ${what}`, async () => {
      const signer = newSigner();
      lie(gateway);
      const payment = await signer.sign(offer(), ID);
      const verdict = await gateway.pay(payment.payload);
      const error = await failure(
        signer.settle(payment, "response" in verdict ? verdict.response : undefined),
      );
      expect(error).to.be.instanceOf(ReceiptInvalidError);
      expect((error as ReceiptInvalidError).problem).to.match(problem);
      expect(signer.charged()).to.equal(0n);
    });
  }

  it("does not take half a receipt", async () => {
    const signer = newSigner();
    const error = await failure(signer.settle(await signer.sign(offer(), ID), { success: true }));
    expect((error as ReceiptInvalidError).problem).to.match(/cannot be read/);
  });
});

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
