/** Blocks that the index may trail the head before the site says so: it always trails by a few while it reads. */
export const LAG_TOLERATED = 12n;

/** Blocks the index is behind the head; never negative. */
export function indexLag(head: bigint, indexed: bigint): bigint {
  return head > indexed ? head - indexed : 0n;
}
