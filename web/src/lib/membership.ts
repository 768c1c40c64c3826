/** How loud a voice is, in words. */
import { formatBps } from "./format.ts";

/** IMembers' multipliers, basis points: bonded, with a credential, and with fees from each step on. */
const LEVELS: Readonly<Record<number, string>> = {
  0: "No voice",
  5_000: "Half a voice, by bond",
  10_000: "A whole voice, by credential",
  15_000: "One and a half, by fees",
  20_000: "Double, by fees",
};

export function levelWords(multiplierBps: number): string {
  return LEVELS[multiplierBps] ?? formatBps(multiplierBps);
}
