/** A receipt that somebody pastes: as the gateway's /v1/receipts answers, or as a payment's response carries it. */
import { z } from "zod";
import { receiptSchema } from "../../../contracts/payment.ts";
import { hex } from "./wire.ts";

const signedSchema = z.union([
  z.object({ receipt: receiptSchema, signature: hex }),
  z
    .object({ receipt: receiptSchema, receiptSignature: hex })
    .transform(({ receipt, receiptSignature: signature }) => ({ receipt, signature })),
]);
export type SignedReceipt = z.output<typeof signedSchema>;

/** Undefined when the text is no signed receipt. */
export function parseSignedReceipt(text: string): SignedReceipt | undefined {
  try {
    return signedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
