const WHOLE = 10_000n;

/** A part of a whole in basis points, rounded down. 0 of nothing. */
export function shareBps(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * WHOLE) / whole);
}
