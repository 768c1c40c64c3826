/** Basis points of a whole. */
const WHOLE = 10_000;

/** Equal parts of a plan's price, basis points that sum to the whole: the first service has what division leaves. */
export function evenWeights(serviceIds: readonly bigint[]) {
  const part = Math.floor(WHOLE / serviceIds.length);
  const first = WHOLE - part * (serviceIds.length - 1);
  return serviceIds.map((serviceId, place) => ({ serviceId, weight: place === 0 ? first : part }));
}
