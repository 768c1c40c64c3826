import type { Head } from "./types.ts";

const STALLED_AFTER_MS = 60_000;

export interface ChainClock {
  /** Takes note of a new head. */
  see(head: Head): void;
  now(): bigint;
  stalled(): boolean;
}

/**
 * Chain time between blocks: the head's time plus the monotonic time since it was seen. No wall clock: the local chain
 * can be moved days ahead of it, and a wall clock can jump.
 * @param monotonic milliseconds
 */
export function createChainClock(monotonic: () => number): ChainClock {
  let timestamp = 0n;
  let seenAt = monotonic();
  return {
    see(head) {
      timestamp = head.timestamp;
      seenAt = monotonic();
    },
    now: () => timestamp + BigInt(Math.floor((monotonic() - seenAt) / 1000)),
    stalled: () => monotonic() - seenAt >= STALLED_AFTER_MS,
  };
}
