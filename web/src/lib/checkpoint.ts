/** Ponder's checkpoint: a fixed-width decimal string, time (10 digits), chain id (16), block number (16), and more. */
export interface IndexStatus {
  /** Newest block that the index has taken in. */
  readonly block: bigint;
  /** Its time, Unix seconds. */
  readonly time: bigint;
}

export function decodeCheckpoint(checkpoint: string): IndexStatus {
  return { time: BigInt(checkpoint.slice(0, 10)), block: BigInt(checkpoint.slice(26, 42)) };
}
