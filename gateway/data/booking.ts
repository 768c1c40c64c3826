/** The end of a reserved call in the books. */
import { createHash } from "node:crypto";
import { encodeWire, type PaymentResponse } from "../../contracts/payment.ts";
import type { ChainView } from "../chain/types.ts";
import type { Ledger, ReserveRequest, SignedReceipt } from "../ledger/types.ts";
import type { UnclaimedTotals } from "../ledger/unclaimed-totals.ts";

/** A larger answer is charged and handed out, but not kept for a second asking. */
const ANSWER_KEPT = 256 * 1024;

export interface Booking {
  /** Charges for a response; undefined when the reservation has been voided meanwhile. */
  capture(held: Buffer, status: 0 | 1, whole: boolean): Promise<SignedReceipt | undefined>;
  void(reason: string): Promise<void>;
}

export function createBooking(
  deps: {
    readonly ledger: Pick<Ledger, "capture" | "void">;
    readonly chain: Pick<ChainView, "now">;
    readonly owed: Pick<UnclaimedTotals, "add">;
  },
  { callId, price, voucher: { payer, serviceId } }: ReserveRequest,
): Booking {
  const started = performance.now();
  return {
    async capture(held, status, whole) {
      const keep = whole && held.length <= ANSWER_KEPT;
      const result = await deps.ledger.capture({
        callId,
        payer,
        price,
        status,
        responseHash: `0x${createHash("sha256").update(held).digest("hex")}`,
        issuedAt: deps.chain.now(),
        answer: keep ? { status: 200, contentType: "application/json", body: held } : undefined,
        latencyMs: performance.now() - started,
      });
      if (result.kind !== "captured") return undefined;
      deps.owed.add(serviceId, price);
      return result.signed;
    },
    void: (reason) => deps.ledger.void(callId, payer, reason),
  };
}

/** x402 SettleResponse of a charge, as JSON text. */
export function paymentResponseText(network: string, { receipt, signature }: SignedReceipt): string {
  const response: PaymentResponse = {
    success: true,
    payer: receipt.payer,
    // Settled later, with many others.
    transaction: "",
    network,
    amount: receipt.price,
    extra: { receipt, receiptSignature: signature },
  };
  return encodeWire(response);
}
