/** Hashes of sent transactions, by what they were for, so that a reload goes on waiting instead of asking again. */
import type { Hex } from "viem";

const key = (id: string) => `stoa:transaction:${id}`;

export function rememberTransaction(id: string, hash: Hex) {
  sessionStorage.setItem(key(id), hash);
}

export function rememberedTransaction(id: string): Hex | undefined {
  return (sessionStorage.getItem(key(id)) as Hex | null) ?? undefined;
}

export function forgetTransaction(id: string) {
  sessionStorage.removeItem(key(id));
}
