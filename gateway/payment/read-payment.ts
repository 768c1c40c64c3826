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
  type VoucherPayload,
} from "../../contracts/payment.ts";
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

export interface Payment extends VoucherPayload {
  /** CAIP-2. */
  readonly network: string;
  /** `payment-identifier` of the caller; absent when it sent none. */
  readonly identifier: string | undefined;
}

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
  if (scheme !== VOUCHER_SCHEME) return { refusal: refuse("scheme_unsupported", { scheme, network }) };
  const inner = voucherPayloadSchema.safeParse(payload.data.payload);
  if (!inner.success) return malformed(inner.error);
  const extension = extensions?.[PAYMENT_IDENTIFIER];
  const named = extension === undefined ? undefined : identifier.safeParse(extension);
  if (named && !named.success) return malformed(named.error);
  const { voucher, grant } = inner.data;
  return {
    payment: {
      ...inner.data,
      voucher: {
        ...voucher,
        payer: spell(voucher.payer),
        gateway: spell(voucher.gateway),
        key: spell(voucher.key),
      },
      grant: grant && {
        ...grant,
        payer: spell(grant.payer),
        gateway: spell(grant.gateway),
        key: spell(grant.key),
        integrator: spell(grant.integrator),
      },
      network,
      identifier: named?.data.info.id,
    },
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
