/** What one publisher has in a run on a gateway's bond, from the index's rows. */
import type { schema } from "./index-client.ts";

export type BondRun = typeof schema.bondRun.$inferSelect;
export type BondClaim = typeof schema.bondClaim.$inferSelect;

export type RunState =
  /** Claims are filed, and the gateway may cure them. */
  | "open"
  /** Its window is over; anybody may settle it. */
  | "closing"
  /** The bond's part is fixed. */
  | "settled"
  /** The gateway has paid every claim. */
  | "cured"
  /** A case about one of its claims keeps it from being settled. */
  | "held"
  /** The Court found what the gateway has not paid to be forged. */
  | "voided";

type Sums = Pick<BondRun, "filed" | "cured" | "voided">;

/** What of a claim, or of all of a run, is neither paid nor void, token base units. */
export function outstanding({ filed, cured, voided }: Sums): bigint {
  return filed - cured - voided;
}

/** @param now chain time, Unix seconds */
export function runState(run: BondRun, now: bigint): RunState {
  if (run.pot !== null) return "settled";
  if (outstanding(run) === 0n) return run.voided > 0n ? "voided" : "cured";
  if (now < run.closesAt) return "open";
  return run.holds > 0 ? "held" : "closing";
}

/** What a claim's publisher can collect now, token base units: what was cured, and of a settled run its part of the pot. */
export function collectable(claim: BondClaim, run: BondRun): bigint {
  const left = outstanding(run);
  const share = run.pot === null || left === 0n ? 0n : (outstanding(claim) * run.pot) / left;
  const due = claim.cured + share;
  return due > claim.paid ? due - claim.paid : 0n;
}
