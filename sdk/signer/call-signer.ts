/** What pays a call, whatever it pays with. */
import type { PaymentRequired, PaymentResponse } from "../../contracts/payment.ts";
import type { UseResponse } from "../../contracts/prepaid.ts";

/** A payment that was signed and not yet settled. */
export interface CallPayment {
  /** The x402 PaymentPayload as JSON: for `_meta["x402/payment"]`, or base64 in PAYMENT-SIGNATURE. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface CallSigner {
  /**
   * Signs for one call. `paymentIdentifier` names the call: the same name is charged once. `age` is the seconds since the
   * offer came, for an offer that is used again.
   */
  sign(required: PaymentRequired, paymentIdentifier: string, age?: bigint): Promise<CallPayment>;
  /** Gives up a payment that was refused or came back uncharged. */
  release(payment: CallPayment): void;
  /** Checks what the gateway says of the call. Throws ReceiptInvalidError. */
  settle(payment: CallPayment, response: unknown): Promise<PaymentResponse | UseResponse>;
  /** Whether this signer has another way to pay after this refusal: then it is signed again. */
  fallBack?(payment: CallPayment, code: string, details: Readonly<Record<string, unknown>>): boolean;
}
