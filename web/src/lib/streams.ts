/** Streams in words. */
import type { schema } from "./index-client.ts";
import { formatMoney } from "./format.ts";

export type Stream = typeof schema.stream.$inferSelect;
type Token = Parameters<typeof formatMoney>[1];

const HOUR = 3_600n;

/** People think in hours: a rate by the second has too many zeros. */
export function hourly(ratePerSecond: bigint, token: Token): string {
  return `${formatMoney(ratePerSecond * HOUR, token)} an hour`;
}

/** Base units by the second for so much an hour, rounded up: a stream below the offer is refused. */
export function perSecond(anHour: bigint): bigint {
  return (anHour + HOUR - 1n) / HOUR;
}

/**
 * Earned so far, token base units.
 * @param now chain time, Unix seconds
 */
export function earnedOf(
  {
    ratePerSecond,
    deposit,
    fundedUntil,
    time,
  }: Pick<Stream, "ratePerSecond" | "deposit" | "fundedUntil" | "time">,
  now: bigint,
): bigint {
  const end = now < fundedUntil ? now : fundedUntil;
  const earned = end > time ? ratePerSecond * (end - time) : 0n;
  return earned < deposit ? earned : deposit;
}
