import type { Address, Hex } from "viem";
import type { Receipt } from "../../contracts/payment.ts";
import { receiptOf } from "./records.ts";
import type { CallRecord } from "./schema.ts";

/** Who signs receipts. */
export interface ReceiptIssuer {
  readonly gateway: Address;
  /** EIP-712 digest. */
  digest(receipt: Receipt): Uint8Array;
  sign(digest: Uint8Array): Hex;
}

/** Digest of the receipt of a call that was charged and has none yet. */
export function missingReceipt(
  call: CallRecord,
  { gateway, digest }: Pick<ReceiptIssuer, "gateway" | "digest">,
): Uint8Array | undefined {
  if (call.state !== "captured" || call.receiptSignature !== null || call.prepaid !== null) return undefined;
  return digest(receiptOf(call, gateway).receipt);
}

/** The same calls; those that were charged and have no receipt yet have one now. */
export function signReceipts(calls: readonly CallRecord[], issuer: ReceiptIssuer): readonly CallRecord[] {
  return calls.map((call) => {
    const digest = missingReceipt(call, issuer);
    return digest ? { ...call, receiptSignature: issuer.sign(digest) } : call;
  });
}
