/** A signed use of what was paid ahead: whether it is good for the call, before its quota is asked. */
import { keccak256 as keccakHex, stringToBytes, type Address } from "viem";
import { SUBSCRIPTION_SCHEME, type StreamUse, type SubscriptionUse } from "../../contracts/prepaid.ts";
import {
  streamsDomain,
  streamUseTypes,
  subscriptionsDomain,
  subscriptionUseTypes,
} from "../../contracts/typed-data.ts";
import type { ChainView } from "../chain/types.ts";
import { periodName, streamName } from "../ledger/prepaid-name.ts";
import type { UseRequest } from "../ledger/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import type { CheckedPayment, PaymentConfig, PricedCall } from "./check-payment.ts";
import { checkKeyTerms, HEAD_MARGIN } from "./key-terms.ts";
import type { StreamPayment, SubscriptionPayment, UsePayment } from "./read-payment.ts";
import type { KeyResolver } from "./session-key.ts";
import { recoverSigner } from "./signature.ts";
import { spell } from "./spelling.ts";
import { createTypedDataHasher } from "./typed-data-hasher.ts";

/** What a use is of, once the chain was asked. */
type Found =
  | { readonly payer: Address; readonly prepaid: string; readonly quota?: UseRequest["quota"] }
  | { readonly refusal: Refusal };

export function createUseChecker(
  { chain, resolveKey }: { readonly chain: ChainView; readonly resolveKey: KeyResolver },
  config: PaymentConfig,
): (payment: UsePayment, call: PricedCall) => Promise<CheckedPayment> {
  const { chainId } = config;
  const ownGateway = spell(config.gateway);
  const subscriptionUses = createTypedDataHasher<SubscriptionUse>(
    subscriptionsDomain(chainId, config.subscriptions),
    subscriptionUseTypes,
  );
  const streamUses = createTypedDataHasher<StreamUse>(streamsDomain(chainId, config.streams), streamUseTypes);

  async function findPeriod({ use }: SubscriptionPayment, { service, price }: PricedCall): Promise<Found> {
    const { subscriptionId } = use;
    const subscription = await chain.subscription(subscriptionId);
    if (!subscription) return { refusal: refuse("subscription_unknown", { subscriptionId }) };
    const { gateway, planId, periodIndex, periodEnd, isSafe } = subscription;
    if (spell(gateway) !== ownGateway)
      return { refusal: refuse("wrong_gateway", { signed: gateway, expected: ownGateway }) };
    const { serviceId } = service;
    const plan = await chain.plan(planId);
    // Only services whose publishers have taken the plan: what a plan of the platform pays reaches nobody else.
    if (!plan?.serviceIds.includes(serviceId))
      return { refusal: refuse("subscription_not_for_service", { subscriptionId, serviceId }) };
    if (!isSafe || chain.now() + HEAD_MARGIN >= periodEnd)
      return { refusal: refuse("subscription_not_running", { subscriptionId, periodIndex, periodEnd }) };
    return {
      payer: spell(subscription.payer),
      prepaid: periodName(subscriptionId, periodIndex),
      quota: { calls: BigInt(plan.calls), periodEnd, overage: price },
    };
  }

  async function findStream({ use }: StreamPayment, { service, expiresAt }: PricedCall): Promise<Found> {
    const { streamId } = use;
    const stream = await chain.stream(streamId);
    if (!stream?.isSafe) return { refusal: refuse("stream_unknown", { streamId }) };
    const { gateway, serviceId, ratePerSecond, fundedUntil } = stream;
    if (spell(gateway) !== ownGateway)
      return { refusal: refuse("wrong_gateway", { signed: gateway, expected: ownGateway }) };
    if (serviceId !== service.serviceId)
      return { refusal: refuse("wrong_service", { signed: serviceId, expected: service.serviceId }) };
    // The whole call is to be paid for, however long it takes.
    const margin = expiresAt - chain.now() + HEAD_MARGIN;
    if (chain.now() + margin >= fundedUntil)
      return { refusal: refuse("stream_ended", { streamId, fundedUntil, margin }) };
    const { ratePerSecond: asked } = await chain.streamOffer(serviceId);
    if (ratePerSecond < asked)
      return { refusal: refuse("stream_rate_too_low", { streamId, rate: ratePerSecond, asked }) };
    return { payer: spell(stream.payer), prepaid: streamName(streamId) };
  }

  return async (payment, call) => {
    const { identifier, use, servicesProof = [] } = payment;
    const { key, callId, validBefore } = use;
    if (identifier === undefined)
      return refused(
        refuse("payment_malformed", { problem: "a use is of a call: it needs a payment-identifier" }),
      );
    const expected = keccakHex(stringToBytes(identifier));
    if (callId.toLowerCase() !== expected)
      return refused(refuse("use_mismatch", { signed: callId, expected }));
    const now = chain.now();
    if (now >= validBefore) return refused(refuse("use_expired", { validBefore, now }));
    const isPeriod = payment.scheme === SUBSCRIPTION_SCHEME;
    const forged = checkSignature(
      payment,
      isPeriod ? subscriptionUses.digest(payment.use) : streamUses.digest(payment.use),
    );
    if (forged) return refused(forged);

    const found = await (isPeriod ? findPeriod(payment, call) : findStream(payment, call));
    if ("refusal" in found) return refused(found.refusal);
    const { payer } = found;
    const { serviceId } = call.service;
    const resolved = key === payer ? undefined : await resolveKey({ ...payment, payer, key });
    if (resolved && "refusal" in resolved) return refused(resolved.refusal);
    const unfit =
      resolved && checkKeyTerms(chain, resolved.terms, { key, serviceId, servicesProof, price: 0n });
    if (unfit) return refused(unfit);
    const { requestHash, tool, terms, expiresAt } = call;
    return {
      ok: true,
      by: "use",
      use: {
        callId: expected,
        requestHash,
        tool,
        payer,
        key,
        serviceId,
        expiresAt,
        now,
        gateway: ownGateway,
        termsHash: terms.termsHash,
        prepaid: found.prepaid,
        quota: found.quota,
        grant: resolved?.terms.grant,
      },
    };
  };
}

function checkSignature({ use, signature }: UsePayment, digest: Uint8Array): Refusal | undefined {
  const signed = recoverSigner(digest, signature);
  if ("address" in signed && signed.address === use.key) return undefined;
  const problem = "problem" in signed ? signed.problem : `${signed.address} signed it`;
  return refuse("bad_signature", { key: use.key, problem });
}

function refused(refusal: Refusal): CheckedPayment {
  return { ok: false, refusal };
}
