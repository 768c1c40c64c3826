/** What a payer can do about a claimed row, and where a dispute of it is. The contract decides; this says it before anything is signed. */
import type { Tone } from "../components/ui/badge.tsx";
import type { schema } from "./index-client.ts";

export type ChargeDispute = typeof schema.chargeDispute.$inferSelect;
export type ClaimedRow = typeof schema.claimRow.$inferSelect;
type Reason = ChargeDispute["reason"];

/** ChargeDisputes' constants: seconds, and how often one row. */
export interface DisputeLimits {
  readonly openWindow: bigint;
  readonly maximum: bigint;
}

export type RowStanding =
  | { readonly kind: "free"; readonly until: bigint }
  /** A dispute of it waits for its answer. */
  | { readonly kind: "waiting" }
  | { readonly kind: "refunded" }
  /** It was disputed as often as a row can be. */
  | { readonly kind: "worn" }
  | { readonly kind: "late" };

/** In the order of `Reason` in IChargeDisputes.sol. */
export const REASONS: readonly (readonly [reason: Reason, label: string])[] = [
  ["noSuchCall", "I made no such call"],
  ["failedCallCharged", "The call failed, and was charged"],
  ["priceOverTerms", "It cost more than the terms allow"],
  ["sumOverReceipts", "This is more than all receipts together"],
];

export function reasonLabel(reason: Reason): string {
  return REASONS.find(([each]) => each === reason)?.[1] ?? reason;
}

/** A dispute of this row by its place in the claim. */
export function isOf({ claimId, number }: ClaimedRow, dispute: ChargeDispute): boolean {
  return dispute.claimId === claimId && dispute.row === number - 1;
}

/** @param now chain time, Unix seconds */
export function rowStanding(
  row: ClaimedRow,
  disputes: readonly ChargeDispute[],
  { openWindow, maximum }: DisputeLimits,
  now: bigint,
): RowStanding {
  const until = row.time + openWindow;
  const own = disputes.filter((dispute) => isOf(row, dispute));
  const refunded = own.reduce((sum, dispute) => sum + dispute.refunded, 0n);
  if (own.some(({ state }) => state === "open")) return { kind: "waiting" };
  if (refunded >= row.delta) return { kind: "refunded" };
  if (now > until) return { kind: "late" };
  return BigInt(own.length) >= maximum ? { kind: "worn" } : { kind: "free", until };
}

/**
 * The disputed unit as the ledger counts it.
 * @param money how far into what the row took, token base units: all of it is the end of the newest charge.
 */
export function positionOf({ charged, delta }: Pick<ClaimedRow, "charged" | "delta">, money: bigint): bigint {
  if (charged === null) throw new Error("A row that was skipped took nothing.");
  if (money <= 0n || money > delta) throw new RangeError("That money is not of this row.");
  return charged - delta + money;
}

export type DisputeStage =
  "waiting" | "unanswered" | "answered" | "stood" | "contested" | "unruled" | "refunded" | "dismissed";

const RUNNING = { open: "waiting", answered: "answered", contested: "contested" } as const;
const OVER = { open: "unanswered", answered: "stood", contested: "unruled" } as const;

/** @param now chain time, Unix seconds; a deadline's own second still counts */
export function stageOf(
  { state, deadline }: Pick<ChargeDispute, "state" | "deadline">,
  now: bigint,
): DisputeStage {
  if (state === "refunded" || state === "dismissed") return state;
  return (now > deadline ? OVER : RUNNING)[state];
}

/** Whether its time is over, so that anybody may end it. */
export function canConclude(stage: DisputeStage): boolean {
  return stage === "unanswered" || stage === "stood" || stage === "unruled";
}

export const STAGE_LABEL: Record<DisputeStage, { label: string; tone: Tone; effect: string }> = {
  waiting: {
    label: "Waits for the receipt",
    tone: "accent",
    effect: "Without a receipt by then the row is owed to the payer from the gateway’s bond.",
  },
  unanswered: {
    label: "No receipt came",
    tone: "negative",
    effect: "Whoever ends the dispute now gives the payer his claim on the gateway’s bond.",
  },
  answered: {
    label: "Receipt shown",
    tone: "caution",
    effect:
      "The payer can contest the call or refute the receipt until then. After that the gateway has won.",
  },
  stood: {
    label: "The receipt stood",
    tone: "neutral",
    effect: "Whoever ends the dispute now gives the dispute bond to the gateway.",
  },
  contested: {
    label: "Waits for a ruling",
    tone: "accent",
    effect: "The charge is frozen in the publisher’s earnings until a ruling.",
  },
  unruled: {
    label: "Nobody ruled",
    tone: "caution",
    effect: "Whoever ends the dispute now lifts the freeze; the second bond goes back to the payer.",
  },
  refunded: { label: "The payer won", tone: "positive", effect: "His dispute bond came back." },
  dismissed: { label: "The charge stood", tone: "neutral", effect: "The payer lost a dispute bond." },
};
