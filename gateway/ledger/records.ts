/** Between the tables' rows and what the rest of the gateway speaks of. */
import type { Address, Hex } from "viem";
import type { Receipt } from "../../contracts/payment.ts";
import type { UseRecord } from "../../contracts/prepaid.ts";
import { readPrepaidName } from "./prepaid-name.ts";
import type { CallRecord, FormerVoucherRow, GrantRow, LedgerRow } from "./schema.ts";
import type { CallProof, CallRow, ClaimCandidate, SignedReceipt } from "./types.ts";

export function encodeProof(proof: readonly Hex[]): string {
  return proof.join(",");
}

export function decodeProof(text: string | null): Hex[] {
  return text ? (text.split(",") as Hex[]) : [];
}

type LedgerVoucher = Pick<
  LedgerRow,
  "termsHash" | "termsId" | "feeVersion" | "cumulative" | "validBefore" | "signature" | "servicesProof"
>;

/** A ledger's voucher in one line. */
export function encodeVoucher(ledger: LedgerVoucher): string {
  const { termsHash, termsId, feeVersion, cumulative, validBefore, signature, servicesProof } = ledger;
  return `${termsHash} ${termsId} ${feeVersion} ${cumulative} ${validBefore} ${signature} ${servicesProof}`;
}

export function decodeVoucher(line: string): LedgerVoucher {
  const [termsHash, termsId, feeVersion, cumulative, validBefore, signature, servicesProof] = line.split(" ");
  return {
    termsHash: termsHash as Hex,
    termsId: termsId as Hex,
    feeVersion: Number(feeVersion),
    cumulative: BigInt(cumulative!),
    validBefore: BigInt(validBefore!),
    signature: signature as Hex,
    servicesProof: servicesProof!,
  };
}

/** A ledger in which nothing has happened. */
export function emptyLedger(name: Pick<LedgerRow, "payer" | "key" | "serviceId" | "epoch">): LedgerRow {
  const { payer, key, serviceId, epoch } = name;
  return {
    payer,
    key,
    serviceId,
    epoch,
    charged: 0n,
    reserved: 0n,
    claimed: 0n,
    claimedBlock: 0n,
    seq: 0n,
    oldestChargeAt: null,
    lastChargeAt: null,
    termsHash: null,
    termsId: null,
    feeVersion: null,
    cumulative: null,
    validBefore: null,
    signature: null,
    servicesProof: null,
  };
}

/** The receipt of a captured call. */
export function receiptOf(call: Omit<CallRecord, "answerBody">, gateway: Address): SignedReceipt {
  const receipt: Receipt = {
    callId: call.callId,
    payer: call.payer,
    gateway,
    key: call.key,
    serviceId: call.serviceId,
    termsHash: call.termsHash,
    epoch: call.epoch,
    seq: call.seq!,
    price: call.price,
    chargedCumulative: call.chargedCumulative!,
    requestHash: call.requestHash,
    responseHash: call.responseHash!,
    status: call.receiptStatus!,
    issuedAt: call.issuedAt!,
  };
  return { receipt, signature: call.receiptSignature! };
}

/** The record of a call that was served on what had been paid ahead. */
export function recordOfUse(call: Omit<CallRecord, "answerBody">): UseRecord {
  const { callId, payer, key, serviceId, requestHash } = call;
  return {
    callId,
    payer,
    key,
    serviceId,
    ...readPrepaidName(call.prepaid!),
    requestHash,
    responseHash: call.responseHash!,
    status: call.receiptStatus!,
    servedAt: call.issuedAt!,
  };
}

export function proofOf(call: CallRecord, gateway: Address): CallProof {
  return call.prepaid === null ? receiptOf(call, gateway) : recordOfUse(call);
}

export function callRowOf(call: Omit<CallRecord, "answerBody">): CallRow {
  const { callId, payer, key, serviceId, tool, price, state, startedAt } = call;
  return {
    callId,
    payer,
    key,
    serviceId,
    tool,
    price,
    state,
    reason: call.reason ?? undefined,
    ...(call.prepaid === null ? {} : { prepaid: call.prepaid }),
    startedAt,
    latencyMs: call.latencyMs ?? undefined,
  };
}

export function signedGrantOf(row: GrantRow): NonNullable<ClaimCandidate["grant"]> {
  const { signature, proofDeadline, keyProof, ...grant } = row;
  return { grant, signature, proofDeadline, keyProof };
}

/** Rows of one ledger in the order to claim them: each voucher up to what was charged when others followed it. */
export function candidatesOf(
  ledger: LedgerRow,
  formers: readonly FormerVoucherRow[],
  grant: GrantRow | undefined,
  gateway: Address,
): ClaimCandidate[] {
  const current =
    ledger.termsHash === null ? [] : [{ ...ledger, charged: ledger.charged } as FormerVoucherRow];
  const rows: ClaimCandidate[] = [];
  let claimedBefore = ledger.claimed;
  for (const row of [...formers.toSorted(byCharged), ...current]) {
    if (row.charged <= claimedBefore) continue;
    claimedBefore = row.charged;
    const { payer, key, serviceId, epoch, termsHash, cumulative, validBefore } = row;
    rows.push({
      voucher: { payer, gateway, key, serviceId, termsHash, epoch, cumulative, validBefore },
      signature: row.signature,
      charged: row.charged,
      claimed: ledger.claimed,
      terms: { termsId: row.termsId, feeVersion: row.feeVersion },
      servicesProof: decodeProof(row.servicesProof),
      grant: grant && signedGrantOf(grant),
      oldestChargeAt: ledger.oldestChargeAt ?? 0n,
    });
  }
  return rows;
}

function byCharged(a: FormerVoucherRow, b: FormerVoucherRow): number {
  return a.charged < b.charged ? -1 : a.charged > b.charged ? 1 : 0;
}
