import type { ClaimCandidate } from "../ledger/types.ts";
import { ledgerName } from "./open-ledgers.ts";
import type { BlockedRow } from "./types.ts";

const FIRST_WAIT = 60n;
const LONGEST_WAIT = 86_400n;

export interface BackOff {
  isBlocked(candidate: ClaimCandidate): boolean;
  /** Puts a row off: a minute after its first failure, twice as long after each further one, at most a day. */
  block(candidate: ClaimCandidate, reason: string): void;
  /** Forgets rows that are no longer among the candidates. */
  prune(candidates: readonly ClaimCandidate[]): void;
  rows(): readonly BlockedRow[];
}

/** @param now chain time, Unix seconds */
export function createBackOff(now: () => bigint): BackOff {
  const blocked = new Map<string, BlockedRow>();
  return {
    isBlocked(candidate) {
      const row = blocked.get(rowName(candidate));
      return row !== undefined && row.retryAt > now();
    },
    block(candidate, reason) {
      const { payer, key, serviceId } = candidate.voucher;
      const failures = (blocked.get(rowName(candidate))?.failures ?? 0) + 1;
      const wait = FIRST_WAIT << BigInt(Math.min(failures - 1, 11));
      blocked.set(rowName(candidate), {
        payer,
        key,
        serviceId,
        reason,
        failures,
        retryAt: now() + (wait < LONGEST_WAIT ? wait : LONGEST_WAIT),
      });
    },
    prune(candidates) {
      const open = new Set(candidates.map(rowName));
      for (const name of blocked.keys()) if (!open.has(name)) blocked.delete(name);
    },
    rows: () => [...blocked.values()],
  };
}

function rowName({ voucher }: ClaimCandidate): string {
  return `${ledgerName(voucher)} ${voucher.epoch} ${voucher.termsHash}`;
}
