/** Reads what a receipt collector wrote, in Node and in browsers. */
import { receiptedClaimSchema, type ReceiptedClaim } from "../../contracts/payment.ts";

/** What one receipt replaces by a newer one: a ledger of the vault, in an epoch, under one set of terms. */
export function receiptName({ receipt }: Pick<ReceiptedClaim, "receipt">): string {
  const { payer, gateway, key, serviceId, epoch, termsHash } = receipt;
  return `${payer} ${gateway} ${key} ${serviceId} ${epoch} ${termsHash}`.toLowerCase();
}

/** Whether `claim` proves more than `kept`. */
export function isNewer(claim: ReceiptedClaim, kept: ReceiptedClaim | undefined): boolean {
  if (!kept) return true;
  const [total, known] = [claim.receipt.chargedCumulative, kept.receipt.chargedCumulative];
  return total > known || (total === known && claim.receipt.seq > kept.receipt.seq);
}

/** The newest of each name. */
export function newestReceipts(claims: Iterable<ReceiptedClaim>): ReceiptedClaim[] {
  const newest = new Map<string, ReceiptedClaim>();
  for (const claim of claims) {
    const name = receiptName(claim);
    if (isNewer(claim, newest.get(name))) newest.set(name, claim);
  }
  return [...newest.values()];
}

/** The newest receipts in a file's text, and how many lines of it are none. */
export function readReceipts(text: string): { claims: ReceiptedClaim[]; unreadable: number } {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const read = lines.flatMap((line) => receiptedClaimSchema.safeParse(parse(line)).data ?? []);
  return { claims: newestReceipts(read), unreadable: lines.length - read.length };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
