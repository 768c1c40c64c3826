/** The course of a paid call, whatever carries it: price, signature, one resync, retries after a lost connection. */
import { REFUSAL_EXTENSION, type PaymentRequired, type PaymentResponse } from "../contracts/payment.ts";
import { PaymentRefusedError, ReceiptInvalidError } from "./signer/errors.ts";
import type { UseResponse } from "../contracts/prepaid.ts";
import type { CallPayment, CallSigner } from "./signer/call-signer.ts";

export type Outcome<Result> =
  | { readonly kind: "payment-required"; readonly required: PaymentRequired }
  /** The gateway is still at the same call id, from an attempt whose connection was lost. */
  | { readonly kind: "in-progress" }
  /** `response` is the x402 SettleResponse; absent when nothing was charged. */
  | { readonly kind: "answered"; readonly result: Result; readonly response: unknown };

export interface Call<Result> {
  /** Sends the call, with this payment when there is one. */
  send(payload: CallPayment["payload"] | undefined): Promise<Outcome<Result>>;
  /** Whether an error of `send` leaves open if the call was served. */
  isConnectionLost(error: unknown): boolean;
  /** Offers that were seen before, by a name for what is called: a known price saves the unpaid round trip. */
  readonly offers?: OfferMemory;
  readonly offerName?: string;
}

export interface Paid<Result> {
  readonly result: Result;
  readonly receipt?: PaymentResponse;
  readonly use?: UseResponse;
}

/** Refusals that a voucher signed afresh from the new offer mends. */
const RESYNC_CODES = ["voucher_too_low", "wrong_terms", "wrong_epoch", "voucher_expired", "key_unknown"];
/** Milliseconds before each further attempt with the same call id after a lost connection. */
const RETRY_DELAYS = [200, 1_000, 3_000];
/** A first attempt that is still running is asked for once a second, for a minute. */
const BUSY_DELAY = 1_000;
const MOST_BUSY = 60;

/**
 * Result of the call; `receipt` is what was charged for it, when something was, and `use` what it used of what had been
 * paid ahead. Throws what signing throws,
 * PaymentRefusedError, ReceiptInvalidError, and whatever `send` throws.
 */
export async function payForCall<Result>(signer: CallSigner, call: Call<Result>): Promise<Paid<Result>> {
  const paymentIdentifier = crypto.randomUUID();
  const known = call.offerName === undefined ? undefined : call.offers?.recall(call.offerName);
  let required = known?.required;
  if (!required) {
    const unpaid = await call.send(undefined);
    if (unpaid.kind === "answered") return { result: unpaid.result };
    if (unpaid.kind === "in-progress")
      throw new TypeError("an unpaid call has no id that could be in progress");
    required = unpaid.required;
    remember(call, required);
  }
  let payment = await signer.sign(required, paymentIdentifier, known?.age);
  let resynced = false;
  for (;;) {
    let outcome: Outcome<Result>;
    try {
      outcome = await sendPaid(call, payment);
    } catch (error) {
      signer.release(payment);
      throw error;
    }
    if (outcome.kind === "answered") return settle(signer, payment, outcome);
    signer.release(payment);
    const { code, message, details } = refusalOf(outcome.required);
    remember(call, outcome.required);
    if (signer.fallBack?.(payment, code, details)) {
      payment = await signer.sign(outcome.required, paymentIdentifier);
      continue;
    }
    if (resynced || !RESYNC_CODES.includes(code))
      throw new PaymentRefusedError(code, message, outcome.required);
    resynced = true;
    payment = await signer.sign(outcome.required, paymentIdentifier);
  }
}

async function settle<Result>(
  signer: CallSigner,
  payment: CallPayment,
  { result, response }: { result: Result; response: unknown },
): Promise<Paid<Result>> {
  if (response === undefined) {
    signer.release(payment);
    return { result };
  }
  try {
    const settled = await signer.settle(payment, response);
    return "use" in settled.extra
      ? { result, use: settled as UseResponse }
      : { result, receipt: settled as PaymentResponse };
  } catch (error) {
    // The caller may want the answer all the same.
    if (error instanceof ReceiptInvalidError) throw new ReceiptInvalidError(error.problem, result);
    throw error;
  }
}

/** One payment, sent again under the same id while it is unknown whether it arrived: it is charged once. */
async function sendPaid<Result>(
  call: Call<Result>,
  payment: CallPayment,
): Promise<Exclude<Outcome<Result>, { kind: "in-progress" }>> {
  let lost = 0;
  let busy = 0;
  for (;;) {
    try {
      const outcome = await call.send(payment.payload);
      if (outcome.kind !== "in-progress") return outcome;
      busy += 1;
    } catch (error) {
      if (lost === RETRY_DELAYS.length || !call.isConnectionLost(error)) throw error;
      await delay(RETRY_DELAYS[lost++] ?? 0);
      continue;
    }
    if (busy > MOST_BUSY) throw new Error("The gateway is still at this call; ask for its receipt later.");
    await delay(BUSY_DELAY);
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function refusalOf(required: PaymentRequired) {
  const { code = "payment_required", details = {} } = required.extensions?.[REFUSAL_EXTENSION]?.info ?? {};
  return { code, details, message: required.error ?? "no reason given" };
}

function remember(call: Call<unknown>, required: PaymentRequired): void {
  if (call.offerName !== undefined) call.offers?.remember(call.offerName, required);
}

/** The newest offer for each thing that can be called. */
export class OfferMemory {
  readonly #offers = new Map<string, { required: PaymentRequired; seenAt: number }>();

  remember(name: string, required: PaymentRequired): void {
    this.#offers.set(name, { required: withoutLedger(required), seenAt: performance.now() });
  }

  /** `age` is in seconds. */
  recall(name: string): { required: PaymentRequired; age: bigint } | undefined {
    const offer = this.#offers.get(name);
    if (!offer) return undefined;
    return { required: offer.required, age: BigInt(Math.floor((performance.now() - offer.seenAt) / 1000)) };
  }
}

/** What an offer says of the ledger holds for one moment only. */
function withoutLedger(required: PaymentRequired): PaymentRequired {
  const accepts = required.accepts.map((offer) => {
    const {
      charged: _c,
      reserved: _r,
      epoch: _e,
      ...extra
    } = (offer["extra"] ?? {}) as Record<string, unknown>;
    return { ...offer, extra };
  });
  return { ...required, accepts, extensions: undefined };
}
