/**
 * Session keys this browser knows, per payer: those it pays with itself (with their private key), and agents' keys it
 * made (without). They stay in this browser's storage and are worth their cap at most.
 */
import type { Address, Hex } from "viem";
import { z } from "zod";
import { encodeWire, sessionGrantSchema } from "../../../contracts/payment.ts";
import { hex, integer } from "./wire.ts";

const storedKeySchema = z.object({
  name: z.string(),
  /** Present only when this browser signs with it. */
  privateKey: hex.optional(),
  /** Wall-clock milliseconds. */
  createdAt: z.number(),
  grant: sessionGrantSchema,
  signature: hex,
  keyProof: z.object({ deadline: integer, signature: hex }),
  /** Highest charge proved by a receipt, by `serviceId:epoch`, token base units. */
  charged: z.record(z.string(), integer),
});
export type StoredKey = z.output<typeof storedKeySchema>;

const listeners = new Set<() => void>();
const snapshots = new Map<string, readonly StoredKey[]>();
const NONE: readonly StoredKey[] = [];

function storageKey(chainId: number, gateway: Address, payer: Address): string {
  return `stoa:keys:${chainId}:${gateway}:${payer}`.toLowerCase();
}

function load(place: string): readonly StoredKey[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return z.array(storedKeySchema).parse(stored);
  } catch {
    return NONE;
  }
}

/** A handle on the keys of one payer at one gateway. */
export function keyStore(chainId: number, gateway: Address, payer: Address) {
  const place = storageKey(chainId, gateway, payer);

  function list(): readonly StoredKey[] {
    let keys = snapshots.get(place);
    if (!keys) snapshots.set(place, (keys = load(place)));
    return keys;
  }

  function save(keys: readonly StoredKey[]) {
    snapshots.set(place, keys);
    localStorage.setItem(place, encodeWire(keys));
    for (const listener of listeners) listener();
  }

  return {
    list,
    add: (key: StoredKey) => save([key, ...list()]),
    remove: (key: Address) => save(list().filter(({ grant }) => grant.key !== key)),
    /** Books what a receipt proves; a lower total than one booked before changes nothing. */
    charge(key: Address, serviceId: bigint, epoch: number, cumulative: bigint) {
      const ledger = `${serviceId}:${epoch}`;
      save(
        list().map((entry) =>
          entry.grant.key === key && (entry.charged[ledger] ?? 0n) < cumulative
            ? { ...entry, charged: { ...entry.charged, [ledger]: cumulative } }
            : entry,
        ),
      );
    },
  };
}

export function onKeysChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a key may still spend, by the receipts this browser has seen. */
export function remainingCap({ grant, charged }: StoredKey): bigint {
  const spent = Object.values(charged).reduce((sum, amount) => sum + amount, 0n);
  return grant.cap > spent ? grant.cap - spent : 0n;
}

/** A key this browser can sign with now: it has the private key, time and cap left. */
export function isUsable(key: StoredKey, now: bigint): key is StoredKey & { privateKey: Hex } {
  return key.privateKey !== undefined && key.grant.validBefore > now + 60n && remainingCap(key) > 0n;
}
