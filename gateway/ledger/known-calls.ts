import type { Hex } from "viem";

export interface KnownCalls {
  add(callId: Hex): void;
  /** False for an id that was never added. */
  mayHave(callId: Hex): boolean;
}

/** Bits of the filter, a power of 16. */
const BITS = 16 ** 6;
const DIGITS = 6;
const PROBES = 4;

/**
 * Remembers call ids in 2 MiB, so that a new one is known to be new without asking the database: a Bloom filter
 * (https://doi.org/10.1145/362686.362692). The ids are hashes, so their own digits choose the bits. With a million ids
 * one in 500 new ones is asked about, with four million one in seven.
 */
export function createKnownCalls(): KnownCalls {
  const bits = new Uint8Array(BITS / 8);
  function probe(callId: Hex, index: number): number {
    const start = 2 + index * DIGITS;
    return Number.parseInt(callId.slice(start, start + DIGITS), 16);
  }
  return {
    add(callId) {
      for (let index = 0; index < PROBES; index++) {
        const bit = probe(callId, index);
        bits[bit >> 3]! |= 1 << (bit & 7);
      }
    },
    mayHave(callId) {
      for (let index = 0; index < PROBES; index++) {
        const bit = probe(callId, index);
        if (((bits[bit >> 3]! >> (bit & 7)) & 1) === 0) return false;
      }
      return true;
    },
  };
}
