/** What a receipt must say of the call it is for. Each check stops a gateway that charges what was not agreed. */
import { isAddressEqual, type Address } from "viem";
import type { PaymentResponse, Voucher, VoucherOffer } from "../../contracts/payment.ts";
import { callIdOf, isReceiptSignedBy } from "../receipt.ts";
import { ReceiptInvalidError } from "./errors.ts";

export interface ReceiptExpectations {
  readonly vault: { readonly chainId: number; readonly address: Address };
  readonly receiptKey: Address;
  readonly offer: VoucherOffer;
  readonly voucher: Voucher;
  readonly paymentIdentifier: string;
  /** Highest total this signer has signed for the ledger, token base units. */
  readonly signed: bigint;
}

/** Throws ReceiptInvalidError naming the first thing that is wrong. */
export async function checkReceipt(response: PaymentResponse, expected: ReceiptExpectations): Promise<void> {
  const { receipt, receiptSignature } = response.extra;
  const { voucher, offer } = expected;
  if (!response.success) throw new ReceiptInvalidError("it says that the payment failed");
  if (receipt.callId !== callIdOf(expected.paymentIdentifier))
    throw new ReceiptInvalidError("it is for another call");
  for (const party of ["payer", "gateway", "key"] as const)
    if (!isAddressEqual(receipt[party], voucher[party]))
      throw new ReceiptInvalidError(`its ${party} is ${receipt[party]}, not ${voucher[party]}`);
  for (const field of ["serviceId", "termsHash", "epoch"] as const)
    if (receipt[field] !== voucher[field])
      throw new ReceiptInvalidError(`its ${field} is ${receipt[field]}, not ${voucher[field]}`);
  if (receipt.price > offer.amount)
    throw new ReceiptInvalidError(`it charges ${receipt.price}, the offer was ${offer.amount}`);
  if (receipt.chargedCumulative > expected.signed)
    throw new ReceiptInvalidError(
      `it books ${receipt.chargedCumulative} in all, only ${expected.signed} was signed`,
    );
  if (!(await isReceiptSignedBy(expected.receiptKey, expected.vault, receipt, receiptSignature)))
    throw new ReceiptInvalidError(`it is not signed by the gateway's receipt key ${expected.receiptKey}`);
}
