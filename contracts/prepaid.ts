/**
 * Calls on what was paid ahead, on the wire: the schemes `stoa-subscription` and `stoa-stream`, whose `payload` carries the
 * signed use of a subscription or a stream, and what a payer signs to begin one.
 */
import { z } from "zod";
import { GRANT_IS_WHOLE, isGrantWhole, settledSchema, signatureFields } from "./payment.ts";
import { address, bytes32, hex, uint } from "./wire-schemas.ts";

export const SUBSCRIPTION_SCHEME = "stoa-subscription";
export const STREAM_SCHEME = "stoa-stream";

const use = { key: address, callId: bytes32, validBefore: uint(64) };

export const subscriptionUseSchema = z.object({ subscriptionId: bytes32, ...use });
export type SubscriptionUse = z.output<typeof subscriptionUseSchema>;

export const streamUseSchema = z.object({ streamId: uint(256), ...use });
export type StreamUse = z.output<typeof streamUseSchema>;

export const subscriptionPayloadSchema = z
  .object({ use: subscriptionUseSchema, ...signatureFields })
  .refine(isGrantWhole, GRANT_IS_WHOLE);
export const streamPayloadSchema = z
  .object({ use: streamUseSchema, ...signatureFields })
  .refine(isGrantWhole, GRANT_IS_WHOLE);

export const agreementSchema = z.object({
  payer: address,
  gateway: address,
  planId: bytes32,
  replaces: bytes32,
  maxPerPeriod: uint(96),
  fromWallet: z.boolean(),
  endsAt: uint(64),
  deadline: uint(64),
  nonce: uint(256),
});
export type SubscriptionAgreement = z.output<typeof agreementSchema>;

export const streamOrderSchema = z.object({
  payer: address,
  gateway: address,
  serviceId: uint(256),
  ratePerSecond: uint(96),
  deposit: uint(96),
  notice: z.number().int().min(0).max(0xffffffff),
  nonce: uint(256),
  deadline: uint(64),
});
export type StreamOrder = z.output<typeof streamOrderSchema>;

export const topUpSchema = z.object({
  streamId: uint(256),
  amount: uint(96),
  nonce: uint(256),
  deadline: uint(64),
});
export type TopUp = z.output<typeof topUpSchema>;

export const closingSchema = z.object({ streamId: uint(256), deadline: uint(64) });
export type Closing = z.output<typeof closingSchema>;

export const cancellationSchema = z.object({ subscriptionId: bytes32, to: address, deadline: uint(64) });
export type Cancellation = z.output<typeof cancellationSchema>;

/** Bodies of `POST /v1/subscriptions` and `POST /v1/streams`. */
export const signedAgreementSchema = z.object({ agreement: agreementSchema, signature: hex });
export const signedOrderSchema = z.object({ order: streamOrderSchema, signature: hex });
/** Bodies of `/v1/streams/top-ups`, `/v1/streams/closings` and `/v1/subscriptions/cancellations`. */
export const signedTopUpSchema = z.object({ topUp: topUpSchema, signature: hex });
export const signedClosingSchema = z.object({ closing: closingSchema, signature: hex });
export const signedCancellationSchema = z.object({ cancellation: cancellationSchema, signature: hex });

const offer = {
  network: z.string().regex(/^eip155:[0-9]+$/),
  asset: address,
  payTo: address,
  maxTimeoutSeconds: z.number().int(),
};

/** A plan that covers the service that was asked for; `amount` is the price of a period, token base units. */
export const planOfferSchema = z.object({
  scheme: z.literal(SUBSCRIPTION_SCHEME),
  ...offer,
  amount: uint(96),
  extra: z.object({
    name: z.literal("Stoa Subscriptions"),
    version: z.literal("1"),
    subscriptions: address,
    gateway: address,
    planId: bytes32,
    planName: z.string(),
    /** Seconds. */
    period: z.number().int(),
    /** Seconds for which a cancelled period still runs. */
    notice: z.number().int(),
    /** Of a period. */
    calls: z.number().int(),
    serviceIds: z.array(uint(256)),
    /** Chain time at the gateway, Unix seconds. */
    now: uint(64),
    /** Where a signed agreement is posted. */
    subscribeUrl: z.string(),
  }),
});
export type PlanOffer = z.output<typeof planOfferSchema>;

/** A stream that the service's publisher offers; `amount` is the least rate, token base units a second. */
export const streamOfferSchema = z.object({
  scheme: z.literal(STREAM_SCHEME),
  ...offer,
  amount: uint(96),
  extra: z.object({
    name: z.literal("Stoa Streams"),
    version: z.literal("1"),
    streams: address,
    gateway: address,
    serviceId: uint(256),
    /** The least, seconds. */
    notice: z.number().int(),
    now: uint(64),
    /** Where a signed order is posted. */
    openUrl: z.string(),
  }),
});
export type StreamOffer = z.output<typeof streamOfferSchema>;

/** A call that was served on what had been paid ahead: nobody owes anything for it, so there is no receipt to claim with. */
export const useRecordSchema = z.object({
  callId: bytes32,
  payer: address,
  key: address,
  serviceId: uint(256),
  scheme: z.enum([SUBSCRIPTION_SCHEME, STREAM_SCHEME]),
  /** The subscription's id, or the stream's number. */
  prepaidId: z.string(),
  /** Of a subscription. */
  periodIndex: z.number().int().optional(),
  requestHash: bytes32,
  responseHash: bytes32,
  status: z.number().int(),
  /** Unix seconds, chain time. */
  servedAt: uint(64),
});
export type UseRecord = z.output<typeof useRecordSchema>;

/** x402 SettleResponse of such a call. */
export const useResponseSchema = settledSchema.extend({
  extra: z.object({ use: useRecordSchema }),
});
export type UseResponse = z.output<typeof useResponseSchema>;
