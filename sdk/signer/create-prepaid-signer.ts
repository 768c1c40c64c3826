/** Pays calls with subscriptions and streams where there is one for the service, and with vouchers elsewhere. */
import { isAddressEqual, zeroHash, type Address, type Hex, type LocalAccount } from "viem";
import {
  encodeWire,
  PAYMENT_IDENTIFIER,
  VOUCHER_SCHEME,
  voucherOfferSchema,
  type PaymentRequired,
  type PaymentResponse,
  type VoucherOffer,
} from "../../contracts/payment.ts";
import {
  STREAM_SCHEME,
  SUBSCRIPTION_SCHEME,
  useResponseSchema,
  type UseResponse,
} from "../../contracts/prepaid.ts";
import {
  streamsDomain,
  streamUseTypes,
  subscriptionsDomain,
  subscriptionUseTypes,
} from "../../contracts/typed-data.ts";
import type { SignedGrant } from "../grant.ts";
import { callIdOf } from "../receipt.ts";
import { servicesProof } from "../services-root.ts";
import type { CallPayment, CallSigner } from "./call-signer.ts";
import type { SignedPayment, VoucherSigner } from "./create-voucher-signer.ts";
import { ReceiptInvalidError } from "./errors.ts";

/** A subscription or a stream of the payer's at the gateway. */
export type Prepaid =
  | { readonly kind: "subscription"; readonly subscriptionId: Hex; readonly services: readonly bigint[] }
  | { readonly kind: "stream"; readonly streamId: bigint; readonly serviceId: bigint };

export interface PrepaidSignerOptions {
  /** The key that signs: a session key, or the payer's own. */
  readonly account: LocalAccount;
  readonly chainId: number;
  readonly subscriptions: Address;
  readonly streams: Address;
  /** In the order in which they are used. */
  readonly prepaid: readonly Prepaid[];
  /** Pays where nothing was paid ahead, and when it is used up. */
  readonly vouchers: VoucherSigner;
  /** Needed for a session key that is not registered on chain. */
  readonly grant?: SignedGrant;
}

interface UsePayment extends CallPayment {
  readonly prepaid: Prepaid;
  readonly callId: Hex;
  readonly serviceId: bigint;
  /** Chain time at the signing, Unix seconds. */
  readonly now: bigint;
}

/** Seconds for which a use is good: it names one call, so it needs no longer. */
const USE_LIFE = 300n;
/** Seconds after which what was refused is tried again. */
const RETRY_AFTER = 60n;

/** Refusals that a voucher may get round. */
const FALL_BACK = new Set([
  "quota_used_up",
  "subscription_unknown",
  "subscription_not_running",
  "subscription_not_for_service",
  "stream_unknown",
  "stream_ended",
  "stream_rate_too_low",
]);

export function createPrepaidSigner(options: PrepaidSignerOptions): CallSigner {
  const { account, chainId, vouchers, grant } = options;
  /** Chain time until which something is not used. */
  const resting = new Map<Prepaid, bigint>();

  function usable(serviceId: bigint, now: bigint): Prepaid | undefined {
    return options.prepaid.find(
      (prepaid) => coversService(prepaid, serviceId) && (resting.get(prepaid) ?? 0n) <= now,
    );
  }

  function sign(prepaid: Prepaid, use: { key: Address; callId: Hex; validBefore: bigint }) {
    if (prepaid.kind === "subscription") {
      const message = { subscriptionId: prepaid.subscriptionId, ...use };
      const domain = subscriptionsDomain(chainId, options.subscriptions);
      return {
        message,
        signed: account.signTypedData({ domain, types: subscriptionUseTypes, primaryType: "Use", message }),
      };
    }
    const message = { streamId: prepaid.streamId, ...use };
    const domain = streamsDomain(chainId, options.streams);
    return {
      message,
      signed: account.signTypedData({ domain, types: streamUseTypes, primaryType: "Use", message }),
    };
  }

  function keyFields(serviceId: bigint): Record<string, unknown> {
    if (!grant) return {};
    const restricted = grant.grant.servicesRoot !== zeroHash;
    return {
      grant: grant.grant,
      grantSignature: grant.signature,
      keyProof: grant.keyProof,
      ...(restricted && { servicesProof: servicesProof(grant.services ?? [], serviceId) }),
    };
  }

  return {
    async sign(required, paymentIdentifier, age = 0n): Promise<CallPayment> {
      const offer = voucherOffer(required);
      const now = offer ? offer.extra.now + age : 0n;
      const prepaid = offer && usable(offer.extra.serviceId, now);
      if (!offer || !prepaid) return vouchers.sign(required, paymentIdentifier, age);
      const { serviceId } = offer.extra;
      const callId = callIdOf(paymentIdentifier);
      const { message, signed } = sign(prepaid, {
        key: account.address,
        callId,
        validBefore: now + USE_LIFE,
      });
      const scheme = prepaid.kind === "subscription" ? SUBSCRIPTION_SCHEME : STREAM_SCHEME;
      const payload = { use: message, signature: await signed, ...keyFields(serviceId) };
      const payment: UsePayment = {
        payload: {
          x402Version: 2,
          accepted: { scheme, network: offer.network },
          payload: JSON.parse(encodeWire(payload)) as unknown,
          extensions: { [PAYMENT_IDENTIFIER]: { info: { required: true, id: paymentIdentifier } } },
        },
        prepaid,
        callId,
        serviceId,
        now,
      };
      return payment;
    },

    release(payment) {
      if (!isUse(payment)) vouchers.release(payment as SignedPayment);
    },

    async settle(payment, response): Promise<PaymentResponse | UseResponse> {
      if (!isUse(payment)) return vouchers.settle(payment as SignedPayment, response);
      const parsed = useResponseSchema.safeParse(response);
      if (!parsed.success) throw new ReceiptInvalidError(`it cannot be read (${parsed.error.message})`);
      checkUse(parsed.data, payment, account.address);
      return parsed.data;
    },

    fallBack(payment, code, details) {
      if (!isUse(payment) || !FALL_BACK.has(code)) return false;
      const end = details["periodEnd"];
      const isUsedUp = code === "quota_used_up" && typeof end === "string" && /^[0-9]{1,20}$/.test(end);
      resting.set(payment.prepaid, isUsedUp ? BigInt(end) : payment.now + RETRY_AFTER);
      return true;
    },
  };
}

function coversService(prepaid: Prepaid, serviceId: bigint): boolean {
  return prepaid.kind === "subscription"
    ? prepaid.services.includes(serviceId)
    : prepaid.serviceId === serviceId;
}

function voucherOffer(required: PaymentRequired): VoucherOffer | undefined {
  return voucherOfferSchema.safeParse(required.accepts.find(({ scheme }) => scheme === VOUCHER_SCHEME)).data;
}

function isUse(payment: CallPayment): payment is UsePayment {
  return "prepaid" in payment;
}

/** A gateway that answers for another call, or for something else that was paid ahead, is not believed. */
function checkUse({ extra: { use }, amount }: UseResponse, payment: UsePayment, key: Address): void {
  const { prepaid, callId, serviceId } = payment;
  const prepaidId = prepaid.kind === "subscription" ? prepaid.subscriptionId : String(prepaid.streamId);
  if (amount !== 0n) throw new ReceiptInvalidError(`it charges ${amount} for what was paid ahead`);
  if (use.callId !== callId) throw new ReceiptInvalidError("it is for another call");
  if (use.prepaidId.toLowerCase() !== prepaidId.toLowerCase())
    throw new ReceiptInvalidError(`it is a use of ${use.prepaidId}, not of ${prepaidId}`);
  if (use.serviceId !== serviceId)
    throw new ReceiptInvalidError(`its serviceId is ${use.serviceId}, not ${serviceId}`);
  if (!isAddressEqual(use.key, key)) throw new ReceiptInvalidError(`its key is ${use.key}, not ${key}`);
}
