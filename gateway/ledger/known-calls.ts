import type { CallName } from "./stored-rows.ts";

export interface KnownCalls {
  add(call: CallName): void;
  /** False for a call that was never added. */
  mayHave(call: CallName): boolean;
}

/** Bits of the filter, a power of 16. */
const BITS = 16 ** 6;
const DIGITS = 6;
const PROBES = 4;

/**
 * Remembers calls in 2 MiB, so that a new one is known to be new without asking the database: a Bloom filter
 * (https://doi.org/10.1145/362686.362692). Call ids and addresses are hashes, so their own digits choose the bits. With
 * a million calls one in 500 new ones is asked about, with four million one in seven.
 */
export function createKnownCalls(): KnownCalls {
  const bits = new Uint8Array(BITS / 8);
  return {
    add(call) {
      for (let index = 0; index < PROBES; index++) {
        const bit = probe(call, index);
        bits[bit >> 3]! |= 1 << (bit & 7);
      }
    },
    mayHave(call) {
      for (let index = 0; index < PROBES; index++) {
        const bit = probe(call, index);
        if (((bits[bit >> 3]! >> (bit & 7)) & 1) === 0) return false;
      }
      return true;
    },
  };
}

/** Two payers may use the same id. */
function probe({ payer, callId }: CallName, index: number): number {
  const start = 2 + index * DIGITS;
  const end = start + DIGITS;
  return Number.parseInt(callId.slice(start, end), 16) ^ Number.parseInt(payer.slice(start, end), 16);
}
