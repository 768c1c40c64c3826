const PRECISION = 1_000_000n;

/**
 * The Gini coefficient of what people hold: 0 when all hold the same, near 1 when one holds all. Who holds nothing is
 * left out, since nobody knows how many such there are. 0 for nobody.
 */
export function gini(holdings: readonly bigint[]): number {
  const ascending = holdings.filter((holding) => holding > 0n).sort(ascend);
  const count = BigInt(ascending.length);
  if (count === 0n) return 0;
  const total = ascending.reduce((sum, holding) => sum + holding, 0n);
  const ranked = ascending.reduce((sum, holding, at) => sum + holding * BigInt(at + 1), 0n);
  // (2 Σ i·x_i) / (n Σ x) − (n + 1) / n, with i from 1 by ascending x.
  const above = 2n * ranked - (count + 1n) * total;
  return Number((above * PRECISION) / (count * total)) / Number(PRECISION);
}

function ascend(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
