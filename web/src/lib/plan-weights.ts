/** Basis points of a whole. */
const WHOLE = 10_000;

/** Equal parts of a plan's price, basis points that sum to the whole: the first service has what division leaves. */
export function evenWeights(serviceIds: readonly bigint[]) {
  const part = Math.floor(WHOLE / serviceIds.length);
  const first = WHOLE - part * (serviceIds.length - 1);
  return serviceIds.map((serviceId, place) => ({ serviceId, weight: place === 0 ? first : part }));
}

/** Percentages as typed, as basis points; undefined unless each is above zero and they sum to the whole. */
export function weightsOf(percents: readonly string[]): number[] | undefined {
  if (!percents.every((text) => /^\d{1,3}(\.\d{1,2})?$/.test(text.trim()))) return undefined;
  const weights = percents.map((text) => Math.round(Number(text) * 100));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return sum === WHOLE && weights.every((weight) => weight > 0) ? weights : undefined;
}
