/** What becomes of a receipt that is forced now. The contract decides; this says it before anything is signed. */
import { encodeAbiParameters, keccak256, type Hex } from "viem";
import type { ReceiptedClaim } from "../../../contracts/payment.ts";

/** What the chain has about a receipt's account and ledger; token base units and Unix seconds. */
export interface Standing {
  /** The account's, now. */
  readonly epoch: number;
  readonly balance: bigint;
  /** Claimed of the ledger in the receipt's epoch, and filed of it against the bond. */
  readonly settled: bigint;
  /** Whether the payer's grant of the key is on chain; true when the payer signs. */
  readonly keyKnown: boolean;
  /** Of a receipt whose epoch has ended: what the account held then and nobody has filed, and when that was. */
  readonly ended?: { readonly left: bigint; readonly endedAt: bigint };
}

/** ForcedClaims' constants, seconds. */
export interface ForceWindow {
  readonly delay: bigint;
  readonly window: bigint;
}

export type ForceOutcome =
  /** Claimed or filed already. */
  | { readonly kind: "settled" }
  | { readonly kind: "early"; readonly from: bigint }
  | { readonly kind: "late"; readonly until: bigint }
  /** The account pays `amount` of what is open, before the fee. */
  | { readonly kind: "balance"; readonly amount: bigint; readonly until: bigint }
  /** `amount`, before the fee, becomes a claim on the gateway's bond. */
  | { readonly kind: "bond"; readonly amount: bigint; readonly until: bigint }
  /** Nothing is left to take it from. */
  | { readonly kind: "nothing" };

/** What a receipt shows beyond what is settled, token base units. */
export function openOf({ row }: ReceiptedClaim, { settled }: Standing): bigint {
  return row.charged > settled ? row.charged - settled : 0n;
}

/** @param now chain time, Unix seconds */
export function forceOutcome(
  claim: ReceiptedClaim,
  standing: Standing,
  { delay, window }: ForceWindow,
  now: bigint,
): ForceOutcome {
  const open = openOf(claim, standing);
  const { issuedAt, epoch } = claim.receipt;
  const [from, until] = [issuedAt + delay, issuedAt + window];
  if (open === 0n) return { kind: "settled" };
  if (now > until) return { kind: "late", until };
  const source = epoch === standing.epoch ? standing.balance : leftOf(claim, standing);
  if (source === 0n) return { kind: "nothing" };
  if (now < from) return { kind: "early", from };
  const amount = open < source ? open : source;
  return { kind: epoch === standing.epoch ? "balance" : "bond", amount, until };
}

function leftOf({ receipt }: ReceiptedClaim, { ended }: Standing): bigint {
  return ended && receipt.issuedAt <= ended.endedAt ? ended.left : 0n;
}

/** The vault's name of a receipt's ledger. */
export function ledgerIdOf({ receipt }: ReceiptedClaim): Hex {
  const { payer, gateway, key, serviceId } = receipt;
  const types = [{ type: "address" }, { type: "address" }, { type: "address" }, { type: "uint256" }] as const;
  return keccak256(encodeAbiParameters(types, [payer, gateway, key, serviceId]));
}
