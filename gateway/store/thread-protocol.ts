/** What the gateway and its store's thread say to each other. */
import type { Hex } from "viem";
import type { Wanted, Writing } from "../ledger/stored-rows.ts";

export interface ThreadData {
  readonly folder: string;
  /** Signs receipts. */
  readonly receiptKey: Hex;
}

export type ThreadCall =
  | { readonly kind: "read"; readonly wanted: Wanted }
  /** Signs the receipts that are missing, then writes. */
  | { readonly kind: "write"; readonly writing: Writing; readonly receipts: Receipts }
  | { readonly kind: "restore" }
  | { readonly kind: "query"; readonly text: string; readonly parameters: unknown[] }
  | { readonly kind: "arrays"; readonly text: string; readonly parameters: unknown[] }
  | { readonly kind: "close" };

/** Bytes. */
export const DIGEST = 32;

/** Of the calls that are written. */
export interface Receipts {
  /** Signatures that there are. */
  readonly signed: readonly (Hex | null)[];
  /** Which ones are missing. */
  readonly missing: readonly number[];
  /** Digests of these, one after the other. */
  readonly digests: Uint8Array;
}

export type ThreadRequest = ThreadCall & { readonly id: number };

export type ThreadAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** The first message: the store is open. */
export type ThreadReady = { readonly ready: true } | { readonly ready: false; readonly message: string };
