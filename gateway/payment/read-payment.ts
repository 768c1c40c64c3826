/** Reads the payment of a call, wherever clients of the x402 family put it. */
import { z } from "zod";
import {
  callIdSchema,
  PAYMENT_IDENTIFIER,
  PAYMENT_META,
  PAYMENT_SIGNATURE_HEADER,
  paymentPayloadSchema,
  VOUCHER_SCHEME,
  voucherPayloadSchema,
  type SessionGrant,
  type VoucherPayload,
} from "../../contracts/payment.ts";
import {
  STREAM_SCHEME,
  streamPayloadSchema,
  SUBSCRIPTION_SCHEME,
  subscriptionPayloadSchema,
} from "../../contracts/prepaid.ts";
import { refuse, type Refusal } from "../refusals.ts";
import { spell } from "./spelling.ts";

/** Some clients spell the key with a dot. */
const DOTTED_META = "x402.payment";
/** x402 v1 over HTTP. */
const OLD_HEADER = "x-payment";

/** How the caller pays, and so how it wants to be answered. */
export type PaymentForm = "meta" | "header";

export interface SentPayment {
  readonly form: PaymentForm;
  /** PaymentPayload as it came: an object, or base64 of its JSON. */
  readonly value: unknown;
}

interface Sent {
  /** CAIP-2. */
  readonly network: string;
  /** `payment-identifier` of the caller; absent when it sent none. */
  readonly identifier: string | undefined;
}

export interface VoucherPayment extends VoucherPayload, Sent {
  readonly scheme: typeof VOUCHER_SCHEME;
}
export type SubscriptionPayment = Sent & { readonly scheme: typeof SUBSCRIPTION_SCHEME } & z.output<
    typeof subscriptionPayloadSchema
  >;
export type StreamPayment = Sent & { readonly scheme: typeof STREAM_SCHEME } & z.output<
    typeof streamPayloadSchema
  >;
/** A use of what was paid ahead. */
export type UsePayment = SubscriptionPayment | StreamPayment;
export type Payment = VoucherPayment | UsePayment;

/** The payment that came with a call: in the message's `_meta` first, else in a header. */
export function findPayment(
  meta: unknown,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): SentPayment | undefined {
  if (typeof meta === "object" && meta !== null) {
    const entries = meta as Record<string, unknown>;
    const value = entries[PAYMENT_META] ?? entries[DOTTED_META];
    if (value !== undefined && value !== null) return { form: "meta", value };
  }
  const header = headers[PAYMENT_SIGNATURE_HEADER] ?? headers[OLD_HEADER];
  return typeof header === "string" ? { form: "header", value: header } : undefined;
}

const identifier = z.object({ info: z.object({ id: callIdSchema.optional() }) });

/** Checks the payment's form; its addresses come out in checksum spelling. */
export function readPayment(sent: SentPayment): { payment: Payment } | { refusal: Refusal } {
  const value = typeof sent.value === "string" ? decodeBase64(sent.value) : sent.value;
  const payload = paymentPayloadSchema.safeParse(value);
  if (!payload.success) return malformed(payload.error);
  const { accepted, extensions } = payload.data;
  const { scheme, network } = accepted;
  const extension = extensions?.[PAYMENT_IDENTIFIER];
  const named = extension === undefined ? undefined : identifier.safeParse(extension);
  const read = readScheme(scheme, payload.data.payload);
  if (!read) return { refusal: refuse("scheme_unsupported", { scheme, network }) };
  if ("error" in read) return malformed(read.error as z.ZodError);
  if (named && !named.success) return malformed(named.error);
  return { payment: { ...read, network, identifier: named?.data.info.id } };
}

/** What the scheme's own payload says; undefined for a scheme that is not taken here. */
function readScheme(scheme: string, payload: unknown) {
  switch (scheme) {
    case VOUCHER_SCHEME: {
      const { data, error } = voucherPayloadSchema.safeParse(payload);
      if (!data) return { error };
      const { voucher, grant } = data;
      const { payer, gateway, key } = voucher;
      const spelled = { ...voucher, payer: spell(payer), gateway: spell(gateway), key: spell(key) };
      return { scheme, ...data, voucher: spelled, grant: grant && spellGrant(grant) } as const;
    }
    case SUBSCRIPTION_SCHEME: {
      const { data, error } = subscriptionPayloadSchema.safeParse(payload);
      if (!data) return { error };
      const { use, grant } = data;
      const spelled = { ...use, key: spell(use.key) };
      return { scheme, ...data, use: spelled, grant: grant && spellGrant(grant) } as const;
    }
    case STREAM_SCHEME: {
      const { data, error } = streamPayloadSchema.safeParse(payload);
      if (!data) return { error };
      const { use, grant } = data;
      const spelled = { ...use, key: spell(use.key) };
      return { scheme, ...data, use: spelled, grant: grant && spellGrant(grant) } as const;
    }
    default:
      return undefined;
  }
}

function spellGrant(grant: SessionGrant): SessionGrant {
  const { payer, gateway, key, integrator } = grant;
  return {
    ...grant,
    payer: spell(payer),
    gateway: spell(gateway),
    key: spell(key),
    integrator: spell(integrator),
  };
}

function decodeBase64(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
}

function malformed(error: z.ZodError): { refusal: Refusal } {
  const { path, message } = error.issues[0]!;
  const place = path.length > 0 ? `${path.join(".")}: ` : "";
  return { refusal: refuse("payment_malformed", { problem: `${place}${message}` }) };
}
