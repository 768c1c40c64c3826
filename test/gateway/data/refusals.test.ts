/** What a bad payment gets: each refusal by name and arguments, nothing reserved, nothing sent to the publisher. */
import { expect } from "chai";
import { concat, encodeAbiParameters, keccak256, type Hex, type LocalAccount } from "viem";
import { emptyAccount, keyName, UNKNOWN_KEY } from "../../helpers/chain-view.ts";
import { callTool, createFixture, PRICE, refusalOf, type Fixture, type Listed } from "./fixture.ts";
import { openTestStore } from "./open-test-store.ts";
import {
  CLAIM_AGE,
  compact,
  GATEWAY,
  grantTo,
  hashOf,
  highS,
  newAccount,
  newCallId,
  NOW,
  pay,
  USDC,
  type PaymentOptions,
} from "./payer.ts";
import { echo, startUpstream, type Upstream } from "./upstreams.ts";

describe("a payment that is refused", () => {
  let opened: Awaited<ReturnType<typeof openTestStore>>;
  let fixture: Fixture;
  let upstream: Upstream;
  let service: Listed;
  let payer: LocalAccount;

  before(async () => {
    opened = await openTestStore();
    fixture = await createFixture(opened.store);
    upstream = await startUpstream(echo);
  });

  beforeEach(() => {
    service = fixture.list(upstream.url);
    payer = fixture.fund(10n * PRICE);
    upstream.seen.splice(0);
  });

  after(async () => {
    await fixture?.close();
    await upstream?.close();
    await opened?.remove();
  });

  type Changes = Omit<Partial<PaymentOptions>, "voucher"> & { voucher?: Partial<PaymentOptions["voucher"]> };

  async function payment(changes: Changes = {}): Promise<Record<string, unknown>> {
    const { serviceId, termsHash } = service;
    const voucher = { serviceId, termsHash, cumulative: PRICE, ...changes.voucher };
    return pay({ payer, identifier: newCallId(), ...changes, voucher });
  }

  /** Sends it, and expects this refusal and that it left no trace. */
  async function refused(sent: unknown, code: string, details?: Record<string, unknown>): Promise<void> {
    const answer = await callTool(service, { payment: sent });
    const refusal = await refusalOf(answer);
    expect(refusal.code).to.equal(code);
    if (details) expect(refusal.details).to.deep.equal(details);
    expect(upstream.seen).to.deep.equal([]);
    expect(await fixture.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
  }

  it("without a payment: the price and the offer", () =>
    refused(undefined, "payment_required", { price: String(PRICE), asset: USDC }));

  it("that is no payment at all", () =>
    refused({ x402Version: 1 }, "payment_malformed", { problem: "x402Version: Invalid input: expected 2" }));

  it("in a scheme that is not taken", async () =>
    refused(await payment({ scheme: "exact" }), "scheme_unsupported", {
      scheme: "exact",
      network: "eip155:31337",
    }));

  it("with a voucher that lacks a field", async () => {
    const sent = (await payment()) as { payload: { voucher: Record<string, unknown> } };
    delete sent.payload.voucher["epoch"];
    await refused(sent, "payment_malformed", {
      problem: "voucher.epoch: Invalid input: expected number, received undefined",
    });
  });

  it("on another chain", async () =>
    refused(await payment({ network: "eip155:1" }), "wrong_chain", {
      signed: "eip155:1",
      expected: "eip155:31337",
    }));

  it("for another gateway", async () => {
    const gateway = newAccount().address;
    await refused(await payment({ voucher: { gateway } }), "wrong_gateway", {
      signed: gateway,
      expected: GATEWAY,
    });
  });

  it("for another service", async () =>
    refused(await payment({ voucher: { serviceId: 99n } }), "wrong_service", {
      signed: "99",
      expected: String(service.serviceId),
    }));

  it("for other terms", async () => {
    const termsHash = hashOf("old terms");
    await refused(await payment({ voucher: { termsHash } }), "wrong_terms", {
      signed: termsHash,
      expected: service.termsHash,
    });
  });

  it("of an epoch that is over", async () => {
    fixture.chain.accounts.set(payer.address, { ...emptyAccount(10n * PRICE), epoch: 3 });
    await refused(await payment({ voucher: { epoch: 2 } }), "wrong_epoch", { signed: 2, expected: 3 });
  });

  it("with a voucher that ends before it could surely be claimed", async () => {
    const needed = NOW + 2n * BigInt(CLAIM_AGE);
    const validBefore = needed - 1n;
    await refused(await payment({ voucher: { validBefore } }), "voucher_expired", {
      validBefore: String(validBefore),
      needed: String(needed),
    });
  });

  it("below the price", async () =>
    refused(await payment({ voucher: { cumulative: PRICE - 1n } }), "voucher_too_low", {
      cumulative: String(PRICE - 1n),
      charged: "0",
      reserved: "0",
      needed: String(PRICE),
    }));

  it("below what is already charged", async () => {
    const first = await callTool(service, { payment: await payment() });
    expect(first.status).to.equal(200);
    const answer = await callTool(service, { payment: await payment() });
    expect(await refusalOf(answer)).to.deep.equal({
      code: "voucher_too_low",
      details: {
        cumulative: String(PRICE),
        charged: String(PRICE),
        reserved: "0",
        needed: String(2n * PRICE),
      },
    });
    expect(upstream.seen).to.have.length(1);
  });

  describe("for its signature", () => {
    it("with an s in the upper half: the malleated twin of a good one", async () =>
      refused(await payment({ signature: highS }), "bad_signature", {
        key: payer.address,
        problem: "its s is in the upper half",
      }));

    it("of 64 bytes", async () =>
      refused(await payment({ signature: compact }), "bad_signature", {
        key: payer.address,
        problem: "it has 64 bytes, not 65",
      }));

    it("with a v of 0 or 1", async () =>
      refused(
        await payment({
          signature: (good) => `${good.slice(0, 130)}${good.endsWith("1b") ? "00" : "01"}` as Hex,
        }),
        "bad_signature",
      ));

    it("with the other v", async () =>
      refused(
        await payment({
          signature: (good) => `${good.slice(0, 130)}${good.endsWith("1b") ? "1c" : "1b"}` as Hex,
        }),
        "bad_signature",
      ));

    it("that is no point of the curve", async () =>
      refused(await payment({ signature: () => `0x${"00".repeat(64)}1b` }), "bad_signature", {
        key: payer.address,
        problem: "it is no point of the curve",
      }));

    it("by another key than the voucher names", async () => {
      const thief = newAccount();
      const sent = await payment({ key: thief, voucher: { key: payer.address } });
      await refused(sent, "bad_signature", {
        key: payer.address,
        problem: `${thief.address} signed it`,
      });
    });

    it("over another total than the voucher has", async () => {
      const sent = (await payment()) as { payload: { voucher: { cumulative: string } } };
      sent.payload.voucher.cumulative = String(5n * PRICE);
      await refused(sent, "bad_signature");
    });
  });

  describe("for its session key", () => {
    let key: LocalAccount;

    beforeEach(() => {
      key = newAccount();
    });

    function register(terms: Partial<typeof UNKNOWN_KEY>): void {
      const view = { ...UNKNOWN_KEY, cap: 10n * PRICE, validBefore: NOW + 3_600n, nonce: 1n, ...terms };
      fixture.chain.keys.set(keyName(payer.address, key.address), view);
    }

    it("that has no grant", async () =>
      refused(await payment({ key }), "key_unknown", { key: key.address, payer: payer.address }));

    it("that has ended", async () => {
      register({ validBefore: NOW });
      await refused(await payment({ key }), "key_expired", { key: key.address, validBefore: String(NOW) });
    });

    it("that was revoked, though its grant comes along again", async () => {
      register({ revoked: true });
      await refused(await payment({ key, grant: await grantTo(payer, key, { nonce: 2n }) }), "key_revoked", {
        key: key.address,
      });
    });

    it("whose cap is used up on chain", async () => {
      register({ cap: 3n * PRICE, spent: 3n * PRICE - 1n });
      await refused(await payment({ key }), "key_over_cap", {
        key: key.address,
        total: String(4n * PRICE - 1n),
        cap: String(3n * PRICE),
      });
    });

    it("whose cap is used up by what this gateway holds, at whichever service", async () => {
      register({ cap: PRICE });
      expect((await callTool(service, { payment: await payment({ key }) })).status).to.equal(200);
      service = fixture.list(upstream.url);
      const answer = await callTool(service, { payment: await payment({ key }) });
      expect(await refusalOf(answer)).to.deep.equal({
        code: "key_over_cap",
        details: { key: key.address, total: String(2n * PRICE), cap: String(PRICE) },
      });
    });

    it("for which one call is too dear", async () => {
      register({ maxPerCall: PRICE - 1n });
      await refused(await payment({ key }), "key_over_call_limit", {
        price: String(PRICE),
        maxPerCall: String(PRICE - 1n),
        key: key.address,
      });
    });

    it("that may not use the service", async () => {
      register({ restricted: true, servicesRoot: leafOf(99n) });
      await refused(await payment({ key }), "key_not_for_service", {
        key: key.address,
        serviceId: String(service.serviceId),
      });
    });

    it("that shows the proof of another service, and serves with its own", async () => {
      const [mine, other] = [leafOf(service.serviceId), leafOf(99n)];
      const pair: [Hex, Hex] = mine < other ? [mine, other] : [other, mine];
      register({ restricted: true, servicesRoot: keccak256(concat(pair)) });
      await refused(await payment({ key, servicesProof: [mine] }), "key_not_for_service");
      const answer = await callTool(service, { payment: await payment({ key, servicesProof: [other] }) });
      expect((await answer.text()).includes("done")).to.equal(true);
    });

    it("whose grant another signed", async () => {
      const grant = await grantTo(payer, key, {}, { signer: newAccount() });
      await refused(await payment({ key, grant }), ...invalid("it is not signed by the payer"));
    });

    it("whose grant a contract wallet signed and nobody registered", async () => {
      fixture.chain.contracts.add(payer.address);
      const grant = await grantTo(payer, key, {}, { signer: newAccount() });
      await refused(
        await payment({ key, grant }),
        ...invalid("a contract wallet's grant must be registered on chain before its key is used"),
      );
    });

    it("that has not consented", async () => {
      const grant = await grantTo(payer, key, {}, { prover: payer });
      await refused(await payment({ key, grant }), ...invalid("the key's proof is not signed by the key"));
    });

    it("whose consent ends before the grant can be registered", async () => {
      const grant = await grantTo(payer, key, {}, { deadline: NOW + 1n });
      await refused(await payment({ key, grant }), ...invalid("the key's proof ends too soon"));
    });

    it("whose grant is of another payer, for another key, or for another gateway", async () => {
      const stranger = newAccount();
      const ofAnother = await grantTo(stranger, key);
      await refused(await payment({ key, grant: ofAnother }), ...invalid("it is of another payer"));
      const forAnother = await grantTo(payer, stranger);
      await refused(await payment({ key, grant: forAnother }), ...invalid("it is for another key"));
      const elsewhere = await grantTo(payer, key, { gateway: stranger.address });
      await refused(
        await payment({ key, grant: elsewhere }),
        ...invalid(`it is for gateway ${stranger.address}`),
      );
    });

    it("whose grant the vault would not register: a nonce of 0, or an integrator who is a party", async () => {
      const zero = await grantTo(payer, key, { nonce: 0n });
      await refused(await payment({ key, grant: zero }), "key_unknown");
      const tooHigh = await grantTo(payer, key, { nonce: 2n ** 32n });
      await refused(await payment({ key, grant: tooHigh }), ...invalid("its nonce is not 1 to 2^32 - 1"));
      const own = await grantTo(payer, key, { integrator: payer.address });
      await refused(await payment({ key, grant: own }), ...invalid("its integrator is one of its parties"));
    });

    it("serves with a good grant, then without it, and gives it to the claim", async () => {
      const signed = await grantTo(payer, key);
      const first = await callTool(service, { payment: await payment({ key, grant: signed }) });
      expect(await first.text()).to.contain("done");
      const second = await callTool(service, {
        payment: await payment({ key, voucher: { cumulative: 2n * PRICE } }),
      });
      expect(await second.text()).to.contain("done");
      const [row] = (await fixture.ledger.claimable()).filter(({ voucher }) => voucher.key === key.address);
      expect(row).to.deep.include({ charged: 2n * PRICE, claimed: 0n });
      expect(row!.grant!.grant).to.deep.equal(signed.grant);
      expect(row!.grant).to.include({
        signature: signed.grantSignature,
        keyProof: signed.keyProof.signature,
        proofDeadline: signed.keyProof.deadline,
      });
    });
  });

  describe("for the account's balance", () => {
    it("that is too low", async () => {
      fixture.chain.accounts.set(payer.address, emptyAccount(PRICE - 1n));
      await refused(await payment(), "insufficient_balance", {
        available: String(PRICE - 1n),
        needed: String(PRICE),
      });
    });

    it("of which a deposit is not safe yet", async () => {
      fixture.chain.accounts.set(payer.address, { ...emptyAccount(PRICE), balanceSafe: 0n });
      await refused(await payment(), "insufficient_balance", { available: "0", needed: String(PRICE) });
    });

    it("of which a part has just left", async () => {
      fixture.chain.accounts.set(payer.address, { ...emptyAccount(PRICE), balanceLatest: 1n });
      await refused(await payment(), "insufficient_balance", { available: "1", needed: String(PRICE) });
    });

    it("that is thawing", async () => {
      const thawEnd = NOW + 86_400n;
      fixture.chain.accounts.set(payer.address, { ...emptyAccount(PRICE), thawing: 1n, thawEnd });
      await refused(await payment(), "account_thawing", { thawEnd: String(thawEnd) });
    });
  });

  describe("for what is around it", () => {
    it("a chain that stands still", async () => {
      fixture.chain.isStalled = true;
      await refused(await payment(), "chain_stalled", { seconds: 60 });
      fixture.chain.isStalled = false;
    });

    it("a service under maintenance, inactive, or without its stake", async () => {
      const view = fixture.chain.services.get(service.serviceId)!;
      for (const [changes, status] of [
        [{ status: "maintenance" }, "maintenance"],
        [{ status: "inactive" }, "inactive"],
        [{ listed: false }, "without its stake"],
      ] as const) {
        fixture.chain.services.set(service.serviceId, { ...view, ...changes });
        await refused(await payment(), "service_closed", { name: service.name, status });
      }
    });
  });

  it("tells a caller who signed what its ledger holds, and nobody else", async () => {
    await callTool(service, { payment: await payment() });
    const known = await extraOf(await callTool(service, { payment: await payment() }));
    expect(known).to.include({ charged: String(PRICE), reserved: "0", epoch: 0 });
    const forged = await payment({ signature: highS });
    for (const sent of [undefined, forged])
      expect(await extraOf(await callTool(service, { payment: sent }))).to.not.have.any.keys(
        "charged",
        "reserved",
        "epoch",
      );
  });
});

/** A Merkle leaf, or the root of a single one. */
function leafOf(serviceId: bigint): Hex {
  return keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [serviceId])));
}

function invalid(problem: string) {
  return ["grant_invalid", { problem }] as const;
}

/** What the offer in a tool result tells beside the price. */
async function extraOf(answer: Response): Promise<Record<string, unknown>> {
  const body = (await answer.json()) as {
    result: { structuredContent: { accepts: { extra: Record<string, unknown> }[] } };
  };
  return body.result.structuredContent.accepts[0]!.extra;
}
