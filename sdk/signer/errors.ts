/** What can go wrong when a call is paid, by what the caller may do about it. */
import type { PaymentRequired } from "../../contracts/payment.ts";

export type OfferProblem =
  | "no-voucher-offer"
  | "unexpected-chain"
  | "unexpected-vault"
  | "unexpected-gateway"
  | "unexpected-receipt-key"
  | "over-max-per-call"
  | "service-not-granted"
  | "grant-ended";

/** The offer was not signed. Nothing was spent. */
export class OfferRefusedError extends Error {
  override readonly name = "OfferRefusedError";
  readonly problem: OfferProblem;
  /** What was offered, and what this signer would have accepted. */
  readonly offered: string;
  readonly expected: string;

  constructor(problem: OfferProblem, offered: string, expected: string) {
    super(`The offer was not signed (${problem}): offered ${offered}, accepted is ${expected}.`);
    this.problem = problem;
    this.offered = offered;
    this.expected = expected;
  }
}

/** Signing would take what this signer's vouchers are worth over its budget. Nothing was signed. */
export class BudgetExceededError extends Error {
  override readonly name = "BudgetExceededError";
  /** Token base units. */
  readonly needed: bigint;
  readonly budget: bigint;

  constructor(needed: bigint, budget: bigint) {
    super(`This call would take the signed total to ${needed} base units, over the budget of ${budget}.`);
    this.needed = needed;
    this.budget = budget;
  }
}

/** The gateway refused a signed payment, and signing again would not help or did not. */
export class PaymentRefusedError extends Error {
  override readonly name = "PaymentRefusedError";
  /** A code of the gateway's refusal table; `payment_required` when it gave none. */
  readonly code: string;
  readonly required: PaymentRequired;

  constructor(code: string, message: string, required: PaymentRequired) {
    super(`The gateway refused the payment (${code}): ${message}`);
    this.code = code;
    this.required = required;
  }
}

/** The call was answered, but its receipt proves nothing: missing parts, another's signature, too high a charge. */
export class ReceiptInvalidError extends Error {
  override readonly name = "ReceiptInvalidError";
  readonly problem: string;
  /** What the call returned: it may well have been served. */
  readonly result: unknown;

  constructor(problem: string, result?: unknown) {
    super(`The receipt cannot be trusted: ${problem}.`);
    this.problem = problem;
    this.result = result;
  }
}
