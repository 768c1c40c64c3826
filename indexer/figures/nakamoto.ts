/** The Nakamoto coefficient: how few of them hold more than half of all. 0 for nobody. */
export function nakamoto(holdings: readonly bigint[]): number {
  const total = holdings.reduce((sum, holding) => sum + holding, 0n);
  const descending = [...holdings].sort((a, b) => (a === b ? 0 : a > b ? -1 : 1));
  let held = 0n;
  let holders = 0;
  for (const holding of descending) {
    if (held * 2n > total || holding <= 0n) break;
    held += holding;
    holders++;
  }
  return holders;
}
