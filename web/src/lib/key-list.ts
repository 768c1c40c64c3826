/** Session keys from both places that know of them: the chain, after a first claim, and this browser. */
import type { Address } from "viem";
import type { schema } from "./index-client.ts";
import { remainingCap, type StoredKey } from "./session-keys.ts";

export type IndexedKey = typeof schema.sessionKey.$inferSelect;
export type KeyState = "active" | "ended" | "revoked";

export interface ListedKey {
  readonly key: Address;
  readonly name: string | undefined;
  readonly cap: bigint;
  /** By the chain and by receipts seen here, whichever is more. */
  readonly spent: bigint;
  readonly maxPerCall: bigint;
  readonly validBefore: bigint;
  readonly state: KeyState;
  /** Whether this browser can sign with it. */
  readonly here: boolean;
  /** Whether the chain knows it. */
  readonly onChain: boolean;
}

const most = (a: bigint, b: bigint) => (a > b ? a : b);

/** One entry per key, active ones first, then by their end. `now` is chain time, Unix seconds. */
export function listKeys(
  stored: readonly StoredKey[],
  indexed: readonly IndexedKey[],
  now: bigint,
): ListedKey[] {
  const byKey = new Map(indexed.map((row) => [row.key.toLowerCase(), row]));
  const mine = new Map(stored.map((entry) => [entry.grant.key.toLowerCase(), entry]));
  return [...new Set([...mine.keys(), ...byKey.keys()])]
    .map((key): ListedKey => {
      const row = byKey.get(key);
      const entry = mine.get(key);
      const validBefore = row && row.validBefore > 0n ? row.validBefore : (entry?.grant.validBefore ?? 0n);
      return {
        key: key as Address,
        name: entry?.name,
        cap: row && row.cap > 0n ? row.cap : (entry?.grant.cap ?? 0n),
        spent: most(row?.spent ?? 0n, entry ? entry.grant.cap - remainingCap(entry) : 0n),
        maxPerCall: entry?.grant.maxPerCall ?? row?.maxPerCall ?? 0n,
        validBefore,
        state: row?.revoked ? "revoked" : validBefore <= now ? "ended" : "active",
        here: entry?.privateKey !== undefined,
        onChain: row !== undefined,
      };
    })
    .sort(
      (a, b) =>
        Number(b.state === "active") - Number(a.state === "active") || Number(b.validBefore - a.validBefore),
    );
}
