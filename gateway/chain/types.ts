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
  /** Number of the block that the latest values are of. */
  readonly block: bigint;
}

/** The vault's claimed total of one ledger. */
export interface ClaimedView {
  /** Token base units; 0 when the ledger is of an older epoch than the account. */
  readonly claimed: bigint;
  /** The account's epoch. */
  readonly epoch: number;
  /** Number of the block both are of. */
  readonly block: bigint;
}

export interface ChainChange {
  readonly head: Head;
  /** Payers whose accounts, keys or ledgers at this gateway changed since the head before. */
  readonly payers: readonly Address[];
  /** Whether a subscription, a plan or a stream changed. */
  readonly prepaid: boolean;
  /** After a reorg or a long gap anything may have changed; `payers` are then all that were cached. */
  readonly reset: boolean;
}

export interface SessionKeyView {
  readonly cap: bigint;
  readonly spent: bigint;
  readonly integrator: Address;
  readonly validBefore: bigint;
  readonly nonce: bigint;
  /** Of the newest KeyGranted event (the contract does not keep it); 0 is no limit. */
  readonly maxPerCall: bigint;
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

/** The parts of Verified as the chain has them, for display: calls and money never depend on them. */
export interface StandingView {
  /** The stake at work reaches the class's minimum. */
  readonly staked: boolean;
  /** The newest domain proof holds. */
  readonly domain: boolean;
  /** The newest audit holds and is of the newest version. */
  readonly audit: boolean;
  /** No case holds the stake. */
  readonly unlocked: boolean;
  /** Its reviews weigh what governance asks for. */
  readonly reviewed: boolean;
  /** All of them. */
  readonly verified: boolean;
}

/** A subscription as it may be served: a period counts when it is safe, a cancellation at once. */
export interface SubscriptionView {
  readonly subscriptionId: Hex;
  readonly payer: Address;
  readonly gateway: Address;
  readonly planId: Hex;
  readonly fromWallet: boolean;
  /** Unix seconds from which no period is charged. */
  readonly endsAt: bigint;
  /** Of the newest period, from 1. */
  readonly periodIndex: number;
  /** Unix seconds. */
  readonly periodStart: bigint;
  readonly periodEnd: bigint;
  readonly cancelled: boolean;
  /** Whether the newest period is paid at the safe block too. */
  readonly isSafe: boolean;
}

export interface PlanView {
  readonly planId: Hex;
  readonly state: "proposed" | "open" | "retired";
  /** Of a period, token base units. */
  readonly price: bigint;
  /** Seconds. */
  readonly period: number;
  /** Seconds for which a cancelled period still runs. */
  readonly notice: number;
  /** Of a period. */
  readonly calls: number;
  readonly serviceIds: readonly bigint[];
}

export interface StreamView {
  readonly streamId: bigint;
  readonly payer: Address;
  readonly gateway: Address;
  readonly serviceId: bigint;
  /** Token base units. */
  readonly ratePerSecond: bigint;
  readonly deposit: bigint;
  /** Unix seconds; the earlier one of the newest and the safe block, 0 while its opening is not safe. */
  readonly fundedUntil: bigint;
  readonly isSafe: boolean;
}

/** What a publisher asks of new streams; a rate of 0 offers none. */
export interface StreamOfferView {
  /** Token base units. */
  readonly ratePerSecond: bigint;
  /** Seconds. */
  readonly notice: number;
}

/**
 * Reads are cached and refreshed by the chain's events; a reorg drops them all. A read that needs the chain while it
 * cannot be reached rejects; the next one tries again.
 */
export interface ChainView {
  /** Newest head seen. */
  head(): Head;
  /** Number of the block whose deposits count (README, "Time": the setting SAFE). */
  safe(): bigint;
  /** Chain time now: the head's time plus the monotonic time since it was seen, Unix seconds. */
  now(): bigint;
  /** True when no head was seen for 60 s of monotonic time: paid calls are refused. */
  stalled(): boolean;
  account(payer: Address): Promise<AccountView>;
  /** A key that was never granted has cap 0 and nonce 0. */
  sessionKey(payer: Address, key: Address): Promise<SessionKeyView>;
  service(serviceId: bigint): Promise<ServiceView>;
  standing(serviceId: bigint): Promise<StandingView>;
  /** Undefined for one that never began. */
  subscription(subscriptionId: Hex): Promise<SubscriptionView | undefined>;
  plan(planId: Hex): Promise<PlanView | undefined>;
  /** Undefined for one that was never opened. */
  stream(streamId: bigint): Promise<StreamView | undefined>;
  streamOffer(serviceId: bigint): Promise<StreamOfferView>;
  /** Called after each new head. Returns what ends the calls. */
  onChange(listener: (change: ChainChange) => void): () => void;
  /** At latest. */
  claimed(payer: Address, key: Address, serviceId: bigint): Promise<ClaimedView>;
  /** ERC-1271 or plain: whether `account` has code at latest. */
  hasCode(account: Address): Promise<boolean>;
  /** Looks at the chain at once, for instance after an own transaction. Rejects when it cannot be reached. */
  pollNow(): Promise<void>;
}
