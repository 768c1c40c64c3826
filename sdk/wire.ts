/** JSON in HTTP headers: base64 of UTF-8, as x402 v2 has it. Works in Node and in browsers. */
import { paymentRequiredSchema, type PaymentRequired } from "../contracts/payment.ts";

export function encodeHeader(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** `undefined` when the header is absent or not base64 of JSON. */
export function decodeHeader(header: string | null): unknown {
  if (header === null) return undefined;
  try {
    const bytes = Uint8Array.from(atob(header), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** `undefined` when the value is no x402 v2 PaymentRequired. */
export function readPaymentRequired(value: unknown): PaymentRequired | undefined {
  const parsed = paymentRequiredSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
