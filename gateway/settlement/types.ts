import type { Address, Hash, TransactionReceipt } from "viem";
import type { LedgerKey } from "../ledger/types.ts";
import type { Transaction } from "./transaction.ts";

export interface SettlementConfig {
  /** Least sum worth a row, token base units. A smaller one waits for company, but never past its voucher's end less `claimAge`. */
  readonly minRow: bigint;
  /** Unclaimed sum at which all rows are claimed, token base units. */
  readonly claimValue: bigint;
  /** Seconds of chain time after which a charge is claimed. */
  readonly claimAge: number;
  /** Most rows in one transaction. */
  readonly maxRows: number;
  /** Seconds before the end of a thaw by which the payer's rows are in, whatever their size. */
  readonly thawMargin: number;
  /** Most gas of one transaction; larger ones are split. */
  readonly maxGas: bigint;
  /** Milliseconds between two looks at what is due. */
  readonly interval: number;
  /** Milliseconds after which a transaction that is not mined is sent again with a higher fee. */
  readonly replaceAfter: number;
}

export const SETTLEMENT_DEFAULTS = {
  maxRows: 100,
  thawMargin: 3_600,
  // Just below 2^24, the most that EIP-7825 lets a transaction ask for.
  maxGas: 16_000_000n,
  interval: 5_000,
  replaceAfter: 60_000,
} as const satisfies Partial<SettlementConfig>;

/** `shutdown` leaves rows below `minRow` to the next start; `manual` claims them too (the clock is about to jump). */
export type FlushReason = "shutdown" | "manual";

export interface ClaimSummary {
  readonly hash: Hash;
  readonly block: bigint;
  readonly rows: number;
  readonly skipped: number;
  /** Taken from accounts, token base units. */
  readonly gross: bigint;
}

/** Charges that no row can carry now, and why; another deposit, grant or voucher may. */
export interface Shortfall extends LedgerKey {
  /** Token base units. */
  readonly amount: bigint;
  readonly reason: "WrongEpoch" | "Expired" | "KeyExpired" | "UnknownKey" | "InsufficientBalance" | "OverCap";
}

/** A row that the chain refused; it is tried again later. */
export interface BlockedRow extends LedgerKey {
  /** The vault's SkipReason, or the name of the error that the whole claim reverted with. */
  readonly reason: string;
  readonly failures: number;
  /** Chain time, Unix seconds. */
  readonly retryAt: bigint;
}

export interface SettlementStatus {
  readonly settler: Address;
  /** Charged and not claimed at the last look, token base units. */
  readonly unclaimed: bigint;
  readonly ledgers: number;
  /** Charged and lost for good, token base units. */
  readonly writtenOff: bigint;
  readonly lastClaim: ClaimSummary | undefined;
  readonly shortfalls: readonly Shortfall[];
  readonly blocked: readonly BlockedRow[];
  /** Why the last look failed; absent when it did not. */
  readonly problem: string | undefined;
}

export interface Settlement {
  start(): void;
  /** Ends the looking, and the waiting for a receipt. What was sent is booked by the next start. */
  stop(): Promise<void>;
  /**
   * Claims what can be claimed now. Resolves when it is mined and booked; rejects when the chain cannot be reached.
   * Gives nothing when another replica settles.
   */
  flush(reason: FlushReason): Promise<readonly ClaimSummary[]>;
  /**
   * Sends a transaction that is no claim from the settler, when no claim is under way, and resolves when it is mined. Gives
   * nothing when another replica settles, or another transaction took its nonce.
   */
  send(transaction: Transaction): Promise<TransactionReceipt | undefined>;
  /** Looks at what is due without waiting for the interval. */
  lookSoon(): void;
  status(): SettlementStatus;
}

/** Runs `work` only when no other replica of the gateway settles; else gives undefined at once. */
export type WithLease = <T>(work: () => Promise<T>) => Promise<T | undefined>;
