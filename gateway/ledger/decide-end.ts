/** How a reserved call ends, and what a claim on chain changes. No I/O. */
import type { Address, Hex } from "viem";
import type { Receipt } from "../../contracts/payment.ts";
import { receiptOf } from "./records.ts";
import type { AccountRow, CallRecord, LedgerRow } from "./schema.ts";
import type { CaptureRequest, CaptureResult } from "./types.ts";

/** Who signs receipts. */
export interface ReceiptIssuer {
  readonly gateway: Address;
  sign(receipt: Receipt): Hex;
}

export interface CallChanges {
  readonly ledger: LedgerRow;
  readonly call: CallRecord;
}

/** Charges a reserved call and signs its receipt. A call that was charged before keeps its charge and receipt. */
export function decideCapture(
  state: { readonly call: CallRecord | undefined; readonly ledger: LedgerRow | undefined },
  request: CaptureRequest,
  { gateway, sign }: ReceiptIssuer,
): { readonly result: CaptureResult; readonly changes?: CallChanges } {
  const { call, ledger } = state;
  if (call?.state === "captured") return { result: { kind: "captured", signed: receiptOf(call, gateway) } };
  if (call?.state !== "reserved" || !ledger) return { result: { kind: "gone" } };
  if (request.price > call.price) throw new RangeError(`${request.price} is more than was reserved`);
  const charged = ledger.charged + request.price;
  const unsigned: CallRecord = {
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
  };
  const captured = { ...unsigned, receiptSignature: sign(receiptOf(unsigned, gateway).receipt) };
  const settled = ledger.charged <= ledger.claimed;
  return {
    result: { kind: "captured", signed: receiptOf(captured, gateway) },
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
