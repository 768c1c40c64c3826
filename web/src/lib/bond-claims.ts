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
  | "cured";

/** @param now chain time, Unix seconds */
export function runState({ filed, cured, pot, closesAt }: BondRun, now: bigint): RunState {
  if (pot !== null) return "settled";
  if (cured === filed) return "cured";
  return now >= closesAt ? "closing" : "open";
}

/** What a claim's publisher can collect now, token base units: what was cured, and of a settled run its part of the pot. */
export function collectable(claim: BondClaim, run: BondRun): bigint {
  const left = run.filed - run.cured;
  const share = run.pot === null || left === 0n ? 0n : ((claim.filed - claim.cured) * run.pot) / left;
  const due = claim.cured + share;
  return due > claim.paid ? due - claim.paid : 0n;
}
