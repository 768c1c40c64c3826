/** A gateway's signed receipt: read from the wire and checked before anything in it is believed. */
import {
  isAddressEqual,
  keccak256,
  recoverTypedDataAddress,
  stringToBytes,
  type Address,
  type Hex,
} from "viem";
import { paymentResponseSchema, type PaymentResponse, type Receipt } from "../contracts/payment.ts";
import { escrowDomain, receiptTypes } from "../contracts/typed-data.ts";
import { ReceiptInvalidError } from "./signer/errors.ts";

/** The receipt's name for a call: keccak256 of its payment-identifier. */
export function callIdOf(paymentIdentifier: string): Hex {
  return keccak256(stringToBytes(paymentIdentifier));
}

/** Reads an x402 SettleResponse. Throws ReceiptInvalidError when parts are missing. */
export function readPaymentResponse(value: unknown): PaymentResponse {
  const parsed = paymentResponseSchema.safeParse(value);
  if (!parsed.success) throw new ReceiptInvalidError(`it cannot be read (${parsed.error.message})`);
  return parsed.data;
}

/** Whether `receipt` was signed by `receiptKey` for the vault on that chain. */
export async function isReceiptSignedBy(
  receiptKey: Address,
  vault: { chainId: number; address: Address },
  receipt: Receipt,
  signature: Hex,
): Promise<boolean> {
  try {
    const signer = await recoverTypedDataAddress({
      domain: escrowDomain(vault.chainId, vault.address),
      types: receiptTypes,
      primaryType: "Receipt",
      message: receipt,
      signature,
    });
    return isAddressEqual(signer, receiptKey);
  } catch {
    return false;
  }
}
