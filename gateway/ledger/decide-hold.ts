/** Whether money of an account may be paid ahead, and what becomes of it. No I/O. */
import { refuse } from "../refusals.ts";
import { checkBalance } from "./decide-reserve.ts";
import type { AccountRow, LedgerRow, PrepaymentRow } from "./schema.ts";
import type { HoldEnd, HoldRequest, HoldResult } from "./types.ts";

export interface HoldState {
  readonly account: AccountRow;
  /** All ledgers of the payer in the account's epoch. */
  readonly ledgers: readonly LedgerRow[];
  /** What is stored under the id. */
  readonly prepayment: PrepaymentRow | undefined;
}

export interface HoldChanges {
  readonly account: AccountRow;
  readonly prepayment: PrepaymentRow;
}

/** What failed may be held again. */
export function decideHold(
  { account, ledgers, prepayment }: HoldState,
  { account: view, now, ...asked }: HoldRequest,
): { readonly result: HoldResult; readonly changes?: HoldChanges } {
  if (prepayment && prepayment.state !== "failed")
    return { result: { kind: "known", state: prepayment.state } };
  const refusal =
    view.block < account.claimedBlock
      ? refuse("gateway_busy")
      : checkBalance(ledgers, account, view, asked.amount);
  if (refusal) return { result: { kind: "refused", refusal } };
  return {
    result: { kind: "held" },
    changes: {
      account: { ...account, held: (account.held ?? 0n) + asked.amount },
      prepayment: { ...asked, state: "held", reason: null, result: null, heldAt: now, block: null },
    },
  };
}

/** Undefined when nothing changes. */
export function decideHoldEnd(
  { account, prepayment }: Pick<HoldState, "account" | "prepayment">,
  { state, reason, result, block }: HoldEnd,
): HoldChanges | undefined {
  if (!prepayment || prepayment.state === state) return undefined;
  const change = state === "held" ? prepayment.amount : prepayment.state === "held" ? -prepayment.amount : 0n;
  const seen = block !== undefined && block > account.claimedBlock ? block : account.claimedBlock;
  return {
    account: { ...account, held: (account.held ?? 0n) + change, claimedBlock: seen },
    prepayment: {
      ...prepayment,
      state,
      reason: reason ?? null,
      result: result ?? null,
      block: block ?? null,
    },
  };
}
