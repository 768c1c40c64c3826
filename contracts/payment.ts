/**
 * The `stoa-voucher` scheme on the wire: an x402 v2 PaymentPayload whose `payload` carries a voucher.
 * https://github.com/x402-foundation/x402/blob/main/specs/x402-specification-v2.md
 * Integers travel as decimal strings; inside, money is bigint in token base units and time is Unix seconds.
 */
import { z } from "zod";
import { address, bytes32, hex, uint } from "./wire-schemas.ts";

export const VOUCHER_SCHEME = "stoa-voucher";
/** MCP: `params._meta["x402/payment"]` and `result._meta["x402/payment-response"]`. */
export const PAYMENT_META = "x402/payment";
export const PAYMENT_RESPONSE_META = "x402/payment-response";
export const PAYMENT_ERROR_META = "x402/error";
/** HTTP: https://github.com/x402-foundation/x402/blob/main/specs/transports-v2/http.md */
export const PAYMENT_REQUIRED_HEADER = "payment-required";
export const PAYMENT_SIGNATURE_HEADER = "payment-signature";
export const PAYMENT_RESPONSE_HEADER = "payment-response";
/** Upstream: who calls, and what the gateway owes the service; both are JWTs of the gateway. */
export const CALLER_TOKEN_HEADER = "x-stoa-token";
export const UNCLAIMED_TOKEN_HEADER = "x-stoa-unclaimed";
/** Basis points of its bond that a publisher lets a gateway owe for a service, unless he says otherwise. */
export const USUAL_CREDIT_BPS = 100n;
/** x402 extension whose `info.id` names a call: the same id is charged once and answered alike. */
export const PAYMENT_IDENTIFIER = "payment-identifier";

export const voucherSchema = z.object({
  payer: address,
  gateway: address,
  key: address,
  serviceId: uint(256),
  termsHash: bytes32,
  epoch: z.number().int().min(0).max(0xffffffff),
  cumulative: uint(96),
  validBefore: uint(64),
});
export type Voucher = z.output<typeof voucherSchema>;

export const sessionGrantSchema = z.object({
  payer: address,
  key: address,
  gateway: address,
  integrator: address,
  cap: uint(128),
  maxPerCall: uint(128),
  validBefore: uint(64),
  servicesRoot: bytes32,
  nonce: uint(256),
});
export type SessionGrant = z.output<typeof sessionGrantSchema>;

/** What a payment of any scheme carries: who signed, and what a session key needs to be believed. */
export const signatureFields = {
  signature: hex,
  grant: sessionGrantSchema.optional(),
  grantSignature: hex.optional(),
  /** The key's signature over KeyProof{payer, gateway, deadline}. */
  keyProof: z.object({ deadline: uint(64), signature: hex }).optional(),
  /** Merkle proof for a key that is restricted to some services. */
  servicesProof: z.array(bytes32).max(32).optional(),
};
export type SignatureFields = z.output<z.ZodObject<typeof signatureFields>>;

export const GRANT_IS_WHOLE = "a grant comes with grantSignature and keyProof";
export function isGrantWhole({ grant, grantSignature, keyProof }: SignatureFields): boolean {
  return !grant || (grantSignature !== undefined && keyProof !== undefined);
}

export const voucherPayloadSchema = z
  .object({ voucher: voucherSchema, ...signatureFields })
  .refine(isGrantWhole, GRANT_IS_WHOLE);
export type VoucherPayload = z.output<typeof voucherPayloadSchema>;

export const paymentPayloadSchema = z.object({
  x402Version: z.literal(2),
  resource: z.unknown().optional(),
  accepted: z.looseObject({ scheme: z.string(), network: z.string() }),
  payload: z.unknown(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});
export type PaymentPayload = z.output<typeof paymentPayloadSchema>;

/** `payment-identifier`: 16 to 128 letters, digits, hyphens or underscores. */
export const callIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,128}$/, "16 to 128 letters, digits, '-' or '_'");

/** `accepts[].extra` of an offer: all that a signer needs beside its own keys. */
export const voucherOfferExtraSchema = z.object({
  name: z.literal("Stoa Escrow"),
  version: z.literal("1"),
  vault: address,
  gateway: address,
  receiptKey: address,
  serviceId: uint(256),
  termsHash: bytes32,
  /** Least seconds a voucher must still be valid for when it is presented, and the most it should be. */
  voucherLife: z.number().int(),
  /** Chain time at the gateway, Unix seconds: sign `validBefore` from this, not from a wall clock. */
  now: uint(64),
  /** What the gateway has charged and reserved in this ledger; present once the payer's signature has been seen. */
  charged: uint(96).optional(),
  reserved: uint(96).optional(),
  epoch: z.number().int().optional(),
});
export type VoucherOfferExtra = z.output<typeof voucherOfferExtraSchema>;

export const voucherOfferSchema = z.object({
  scheme: z.literal(VOUCHER_SCHEME),
  network: z.string().regex(/^eip155:[0-9]+$/),
  amount: uint(96),
  asset: address,
  payTo: address,
  maxTimeoutSeconds: z.number().int(),
  extra: voucherOfferExtraSchema,
});
export type VoucherOffer = z.output<typeof voucherOfferSchema>;

/** x402 extension of ours whose `info` is the refusal: a code of the gateway's table and its details. */
export const REFUSAL_EXTENSION = "stoa-refusal";

/** x402 PaymentRequired, as a gateway answers an unpaid or refused call; offers of other schemes stay unread. */
export const paymentRequiredSchema = z.object({
  x402Version: z.literal(2),
  error: z.string().optional(),
  resource: z.unknown().optional(),
  accepts: z.array(z.looseObject({ scheme: z.string(), network: z.string() })),
  extensions: z
    .looseObject({
      [REFUSAL_EXTENSION]: z
        .object({
          info: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()).optional() }),
        })
        .optional(),
    })
    .optional(),
});
export type PaymentRequired = z.output<typeof paymentRequiredSchema>;

/** x402 SettleResponse of a paid call, with the gateway's signed receipt. */
export const receiptSchema = z.object({
  callId: bytes32,
  payer: address,
  gateway: address,
  key: address,
  serviceId: uint(256),
  termsHash: bytes32,
  epoch: z.number().int(),
  seq: uint(64),
  price: uint(96),
  chargedCumulative: uint(96),
  requestHash: bytes32,
  responseHash: bytes32,
  status: z.number().int(),
  issuedAt: uint(64),
});
export type Receipt = z.output<typeof receiptSchema>;

/** x402 SettleResponse of a served call, but for what proves it. */
export const settledSchema = z.object({
  success: z.boolean(),
  payer: address,
  /** No transaction per call: empty, as x402 asks of deferred settlement. */
  transaction: z.literal(""),
  network: z.string(),
  amount: uint(96),
});

export const paymentResponseSchema = settledSchema.extend({
  extra: z.object({ receipt: receiptSchema, receiptSignature: hex, balance: uint(96).optional() }),
});
export type PaymentResponse = z.output<typeof paymentResponseSchema>;

/** One row of a claim, as the vault's `ClaimRow`. */
export const claimRowSchema = z.object({
  voucher: voucherSchema,
  signature: hex,
  charged: uint(96),
  termsId: bytes32,
  feeVersion: z.number().int().min(0).max(0xffffffff),
  servicesProof: z.array(bytes32),
});

/**
 * What a gateway owes a publisher, as the publisher keeps it: row and receipt are `forceClaim`'s arguments, and `grant` is
 * the vault's `SignedGrant` of a session key, to be registered first when the chain does not know it.
 */
export const receiptedClaimSchema = z.object({
  row: claimRowSchema,
  receipt: receiptSchema,
  receiptSignature: hex,
  grant: z
    .object({
      grant: sessionGrantSchema,
      grantSignature: hex,
      proofDeadline: uint(64),
      keyProof: hex,
    })
    .optional(),
});
export type ReceiptedClaim = z.output<typeof receiptedClaimSchema>;

/** JSON text in which every bigint is a decimal string: the inverse of the schemas above. */
export function encodeWire(value: unknown): string {
  // Converted first: a replacer function costs three times as much, on each paid call.
  return JSON.stringify(withDecimals(value));
}

function withDecimals(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withDecimals);
  const copy: Record<string, unknown> = {};
  for (const name in value) copy[name] = withDecimals((value as Record<string, unknown>)[name]);
  return copy;
}
