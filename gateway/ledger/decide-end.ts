/** How a reserved call ends, and what a claim on chain changes. No I/O. */
import { encodeVoucher } from "./records.ts";
import type { AccountRow, CallRecord, LedgerRow } from "./schema.ts";
import type { CaptureRequest } from "./types.ts";

export interface CallChanges {
  readonly ledger: LedgerRow;
  readonly call: CallRecord;
}

/**
 * Charges a reserved call; its receipt is signed when it is written. A call that was charged before keeps its charge:
 * then there are no changes. Undefined when the reservation is gone.
 */
export function decideCapture(
  { call, ledger }: { readonly call: CallRecord | undefined; readonly ledger: LedgerRow | undefined },
  request: CaptureRequest,
): { readonly captured: CallRecord; readonly changes?: CallChanges } | undefined {
  if (call?.state === "captured") return { captured: call };
  if (call?.state !== "reserved" || !ledger) return undefined;
  if (request.price > call.price) throw new RangeError(`${request.price} is more than was reserved`);
  const charged = ledger.charged + request.price;
  const captured: CallRecord = {
    ...call,
    state: "captured",
    price: request.price,
    latencyMs: Math.round(request.latencyMs),
    seq: ledger.seq + 1n,
    chargedCumulative: charged,
    responseHash: request.responseHash,
    receiptStatus: request.status,
    issuedAt: request.issuedAt,
    answerStatus: request.answer?.status ?? null,
    answerType: request.answer?.contentType ?? null,
    answerBody: request.answer?.body ?? null,
    ledgerVoucher: encodeVoucher(ledger),
  };
  const settled = ledger.charged <= ledger.claimed;
  return {
    captured,
    changes: {
      call: captured,
      ledger: {
        ...ledger,
        charged,
        reserved: ledger.reserved - call.price,
        seq: ledger.seq + 1n,
        oldestChargeAt: settled ? request.issuedAt : ledger.oldestChargeAt,
        lastChargeAt: request.issuedAt,
      },
    },
  };
}

/** Gives a reservation back; undefined when there is none. */
export function decideVoid(
  { call, ledger }: { readonly call: CallRecord | undefined; readonly ledger: LedgerRow | undefined },
  reason: string,
): CallChanges | undefined {
  if (call?.state !== "reserved" || !ledger) return undefined;
  return {
    call: { ...call, state: "void", reason },
    ledger: { ...ledger, reserved: ledger.reserved - call.price },
  };
}

/**
 * Books what the vault says is claimed of a ledger. What is left was charged while the claim was under way, so the age
 * of its newest charge stands for it.
 */
export function decideClaimed(
  account: AccountRow,
  ledger: LedgerRow,
  { claimed, block }: { readonly claimed: bigint; readonly block: bigint },
): { readonly account: AccountRow; readonly ledger: LedgerRow } {
  const charged = ledger.charged > claimed ? ledger.charged : claimed;
  const oldest = claimed === ledger.claimed ? ledger.oldestChargeAt : ledger.lastChargeAt;
  return {
    account: { ...account, claimedBlock: block },
    ledger: {
      ...ledger,
      charged,
      claimed,
      claimedBlock: block,
      oldestChargeAt: charged > claimed ? oldest : null,
    },
  };
}
