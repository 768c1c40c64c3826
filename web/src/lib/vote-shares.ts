/** Shares of votes. */

/** Basis points of `whole`, rounded down; undefined of nothing. */
export function shareBps(part: bigint, whole: bigint): number | undefined {
  return whole === 0n ? undefined : Number((part * 10_000n) / whole);
}
