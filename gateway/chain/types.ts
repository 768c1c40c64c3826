/** What the gateway knows of the chain. Money decides from here, never from the index. */
import type { Address, Hex } from "viem";

export interface Head {
  readonly number: bigint;
  readonly hash: Hex;
  /** Unix seconds. */
  readonly timestamp: bigint;
}

/** A payer's account at this gateway, token base units. Credit late, debit early. */
export interface AccountView {
  /** Balance at the safe block. */
  readonly balanceSafe: bigint;
  readonly balanceLatest: bigint;
  /** Thawing part and its end (Unix seconds), at latest. */
  readonly thawing: bigint;
  readonly thawEnd: bigint;
  /** At latest. */
  readonly epoch: number;
}

export interface SessionKeyView {
  readonly cap: bigint;
  readonly spent: bigint;
  readonly integrator: Address;
  readonly validBefore: bigint;
  readonly nonce: bigint;
  readonly restricted: boolean;
  readonly revoked: boolean;
  readonly servicesRoot: Hex;
}

export type PriceModel = "free" | "per-call" | "per-tool" | "per-unit";

export interface TermsView {
  readonly termsId: Hex;
  readonly feeVersion: number;
  /** keccak256(abi.encode(termsId, feeVersion)): what a voucher signs. */
  readonly termsHash: Hex;
  readonly model: PriceModel;
  readonly chargeOnError: boolean;
  /** Token base units. */
  readonly maxPrice: bigint;
  readonly pricesHash: Hex;
}

export type ServiceStatus = "inactive" | "active" | "maintenance";

export interface ServiceView {
  readonly serviceId: bigint;
  readonly status: ServiceStatus;
  /** Active with its stake in place. */
  readonly listed: boolean;
  readonly terms: TermsView | undefined;
}

/** Reads are cached and refreshed by the chain's events; a reorg drops what it touched. */
export interface ChainView {
  /** Newest head seen. */
  head(): Head;
  /** Chain time now: the head's time plus the monotonic time since it was seen, Unix seconds. */
  now(): bigint;
  /** True when no head was seen for 60 s of monotonic time: paid calls are refused. */
  stalled(): boolean;
  account(payer: Address): Promise<AccountView>;
  /** A key that was never granted has cap 0 and nonce 0. */
  sessionKey(payer: Address, key: Address): Promise<SessionKeyView>;
  service(serviceId: bigint): Promise<ServiceView>;
  /** Called after each head with the payers whose accounts, keys or ledgers changed since the one before. */
  onChange(
    listener: (change: { readonly head: Head; readonly payers: readonly Address[] }) => void,
  ): () => void;
  /** The vault's claimed total of one ledger, at latest; 0 when the ledger is of an older epoch. */
  claimed(payer: Address, key: Address, serviceId: bigint): Promise<{ claimed: bigint; epoch: number }>;
  /** ERC-1271 or plain: whether `payer` has code at latest. */
  hasCode(account: Address): Promise<boolean>;
}
