/** The end of a reserved call in the books. */
import { hash } from "node:crypto";
import type { Address, Hex } from "viem";
import { encodeWire, type PaymentResponse } from "../../contracts/payment.ts";
import type { UseResponse } from "../../contracts/prepaid.ts";
import type { ChainView } from "../chain/types.ts";
import type { CallProof, Ledger } from "../ledger/types.ts";
import type { UnclaimedTotals } from "../ledger/unclaimed-totals.ts";

/** A larger answer is charged and handed out, but not kept for a second asking. */
const ANSWER_KEPT = 256 * 1024;

/** What was reserved for a call. */
export interface Reserved {
  readonly callId: Hex;
  readonly payer: Address;
  readonly serviceId: bigint;
  /** Token base units; nothing for a use of what was paid ahead. */
  readonly price: bigint;
  /** What was paid ahead that the call is a use of. */
  readonly prepaid?: string;
}

export interface Booking {
  /** Charges for a response; undefined when the reservation has been voided meanwhile. */
  capture(held: Buffer, status: 0 | 1, whole: boolean): Promise<CallProof | undefined>;
  void(reason: string): Promise<void>;
}

export function createBooking(
  deps: {
    readonly ledger: Pick<Ledger, "capture" | "void">;
    readonly chain: Pick<ChainView, "now">;
    readonly owed: Pick<UnclaimedTotals, "add">;
  },
  { callId, price, payer, serviceId, prepaid }: Reserved,
): Booking {
  const started = performance.now();
  return {
    async capture(held, status, whole) {
      const keep = whole && held.length <= ANSWER_KEPT;
      const result = await deps.ledger.capture({
        callId,
        payer,
        prepaid,
        price,
        status,
        responseHash: `0x${hash("sha256", held, "hex")}`,
        issuedAt: deps.chain.now(),
        answer: keep ? { status: 200, contentType: "application/json", body: held } : undefined,
        latencyMs: performance.now() - started,
      });
      if (result.kind === "gone") return undefined;
      if (result.kind === "used") return result.use;
      deps.owed.add(serviceId, price);
      return result.signed;
    },
    void: (reason) => deps.ledger.void(callId, payer, reason, prepaid),
  };
}

/** x402 SettleResponse of a served call, as JSON text. */
export function paymentResponseText(network: string, proof: CallProof): string {
  // Settled later, with many others; or paid ahead.
  const settled = { success: true, transaction: "" as const, network };
  const response: PaymentResponse | UseResponse =
    "receipt" in proof
      ? {
          ...settled,
          payer: proof.receipt.payer,
          amount: proof.receipt.price,
          extra: { receipt: proof.receipt, receiptSignature: proof.signature },
        }
      : { ...settled, payer: proof.payer, amount: 0n, extra: { use: proof } };
  return encodeWire(response);
}
