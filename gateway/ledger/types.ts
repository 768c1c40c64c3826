/**
 * The gateway's books: what each ledger (payer, key, service) was charged, what is reserved, and the newest voucher of
 * each termsHash. Every method is atomic and durable when its promise resolves; calls made at once share one commit.
 * Several gateways may share one PostgreSQL.
 */
import type { Address, Hex } from "viem";
import type { Receipt, SessionGrant, Voucher } from "../../contracts/payment.ts";
import type { UseRecord } from "../../contracts/prepaid.ts";
import type { AccountView, SessionKeyView, TermsView } from "../chain/types.ts";
import type { Refusal } from "../refusals.ts";
import type { Sql } from "../store/types.ts";
import type { PrepaymentRow } from "./schema.ts";

export interface ReserveRequest {
  /** keccak256 of the payment-identifier. */
  readonly callId: Hex;
  /** SHA-256 of the request without its payment: the same callId with another request is refused. */
  readonly requestHash: Hex;
  readonly tool: string;
  /** Token base units, at most the terms' maxPrice. */
  readonly price: bigint;
  readonly voucher: Voucher;
  readonly signature: Hex;
  readonly terms: Pick<TermsView, "termsId" | "feeVersion">;
  readonly servicesProof: readonly Hex[];
  /** A grant that is not on chain yet; kept and registered with the first claim. */
  readonly grant?: { grant: SessionGrant; signature: Hex; proofDeadline: bigint; keyProof: Hex };
  /** As the chain view had them when the call was checked. */
  readonly account: AccountView;
  /** Cap and spent of the key, from the chain or the kept grant; absent when the payer signs. */
  readonly key?: Pick<SessionKeyView, "cap" | "spent">;
  /** The vault's claimed total of this ledger in the voucher's epoch: a store that was lost starts from here. */
  readonly claimed: bigint;
  /** A voucher held from an earlier call counts only if it is valid until then, Unix seconds. */
  readonly leastValidBefore: bigint;
  /** Chain time, Unix seconds. */
  readonly now: bigint;
  /** Unix seconds after which an unfinished reservation is void. */
  readonly expiresAt: bigint;
}

/** A call on what was paid ahead. */
export interface UseRequest extends Pick<
  ReserveRequest,
  "callId" | "requestHash" | "tool" | "grant" | "now" | "expiresAt"
> {
  readonly payer: Address;
  readonly key: Address;
  readonly gateway: Address;
  readonly serviceId: bigint;
  readonly termsHash: Hex;
  /** Name of the subscription's period, or of the stream (prepaid-name.ts). */
  readonly prepaid: string;
  /** Of a subscription's period; absent for a stream, which has no quota. */
  readonly quota?: {
    readonly calls: bigint;
    /** Unix seconds. */
    readonly periodEnd: bigint;
    /** Of one more call by voucher, token base units. */
    readonly overage: bigint;
  };
}

/** Money of an account that is to be paid ahead. */
export interface HoldRequest extends Pick<PrepaymentRow, "id" | "payer" | "kind" | "amount" | "request"> {
  /** As the chain view had it. */
  readonly account: AccountView;
  /** Chain time, Unix seconds. */
  readonly now: bigint;
}

export type HoldResult =
  | { readonly kind: "held" }
  /** The same prepayment is held or paid already: nothing more was taken. */
  | { readonly kind: "known"; readonly state: PrepaymentRow["state"] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface HoldEnd {
  readonly id: string;
  readonly payer: Address;
  /** `held` again after a reorg that took the payment back. */
  readonly state: PrepaymentRow["state"];
  readonly reason?: string;
  readonly result?: string;
  /** Block at which the chain had it: a reservation on an older view of the account is refused as busy. */
  readonly block?: bigint;
}

export interface StoredAnswer {
  /** Exactly what the client got: status, headers that matter, body. */
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export type ReserveResult =
  | { readonly kind: "reserved"; readonly seq: bigint }
  /** The same call was charged before: answer it again, charge nothing. */
  | { readonly kind: "replay"; readonly answer: StoredAnswer; readonly proof: CallProof }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface SignedReceipt {
  readonly receipt: Receipt;
  readonly signature: Hex;
}

/** What a served call leaves behind: the receipt of its charge, or the record of a use of what was paid ahead. */
export type CallProof = SignedReceipt | UseRecord;

export type CaptureResult =
  | { readonly kind: "captured"; readonly signed: SignedReceipt }
  | { readonly kind: "used"; readonly use: UseRecord }
  /** The reservation was voided meanwhile: nothing was charged, and the content must not be released. */
  | { readonly kind: "gone" };

export interface CaptureRequest {
  readonly callId: Hex;
  readonly payer: Address;
  /** What was paid ahead that the call is a use of. */
  readonly prepaid?: string;
  /** At most the reserved price; nothing for a use of what was paid ahead. */
  readonly price: bigint;
  readonly responseHash: Hex;
  /** 0 captured, 1 captured with a tool error. */
  readonly status: 0 | 1;
  readonly issuedAt: bigint;
  /** Kept for replays; absent when it is too large to keep. */
  readonly answer?: StoredAnswer;
  /** From reservation to response. */
  readonly latencyMs: number;
}

export interface CallRow {
  readonly callId: Hex;
  readonly payer: Address;
  readonly key: Address;
  readonly serviceId: bigint;
  readonly tool: string;
  readonly price: bigint;
  readonly state: "reserved" | "captured" | "void";
  /** Why a void call was not charged. */
  readonly reason?: string;
  /** What was paid ahead that the call is a use of (prepaid-name.ts). */
  readonly prepaid?: string;
  /** Unix seconds, chain time. */
  readonly startedAt: bigint;
  readonly latencyMs?: number;
}

/** One cumulative counter at this gateway. */
export interface LedgerKey {
  readonly payer: Address;
  readonly key: Address;
  readonly serviceId: bigint;
}

/**
 * One row that a claim could carry. Rows of one ledger come in the order to claim them: a voucher of older terms first.
 * A row of an epoch that the account has left is worthless.
 */
export interface ClaimCandidate {
  readonly voucher: Voucher;
  readonly signature: Hex;
  /** Cumulative charged under this voucher's terms and all before them. */
  readonly charged: bigint;
  /** The vault's claimed total as last seen by this store. */
  readonly claimed: bigint;
  readonly terms: Pick<TermsView, "termsId" | "feeVersion">;
  readonly servicesProof: readonly Hex[];
  /** The newest grant kept for the key; it may be on chain already (compare nonces). */
  readonly grant?: ReserveRequest["grant"];
  /** Chain time of the oldest charge not claimed yet, Unix seconds. */
  readonly oldestChargeAt: bigint;
}

/** A row that its publisher can force on chain; `charged` is the total of the receipt. */
export interface ReceiptedRow extends ClaimCandidate {
  /** The newest receipt that the row's voucher covers. */
  readonly signed: SignedReceipt;
}

/** A place in a service's ledgers, which stand in the order of their newest charge. */
export interface LedgerPosition {
  /** Chain time, Unix seconds. */
  readonly chargedAt: bigint;
  /** Empty strings and epoch 0 stand before all ledgers of that second. */
  readonly payer: Address | "";
  readonly key: Address | "";
  readonly epoch: number;
}

export interface ReceiptedPage {
  readonly rows: readonly ReceiptedRow[];
  /** Of the page's last ledger: the next page is after it, and so is what will be charged later. */
  readonly end: LedgerPosition;
  /** Whether there may be a next page now. */
  readonly more: boolean;
}

export interface Ledger {
  /** The books' database. What is asked here sees all that was decided before. */
  readonly sql: Sql;
  reserve(request: ReserveRequest): Promise<ReserveResult>;
  /** Reserves one call of what was paid ahead. */
  use(request: UseRequest): Promise<ReserveResult>;
  /** Signs the receipt inside the commit, so that seq and chargedCumulative are what was stored. */
  capture(request: CaptureRequest): Promise<CaptureResult>;
  /** Releases a reservation; a second void is a no-op. */
  void(callId: Hex, payer: Address, reason: string, prepaid?: string): Promise<void>;
  /** Voids reservations that outlived `expiresAt` (a gateway killed between reserve and capture). */
  reap(now: bigint): Promise<number>;

  /**
   * Takes money of an account out of what its calls can reserve, before it is paid ahead: an account is never emptied past
   * what is reserved and not claimed. Once for each id.
   */
  hold(request: HoldRequest): Promise<HoldResult>;
  /** Says what became of a hold. */
  endHold(end: HoldEnd): Promise<void>;
  /** Prepayments that are held, and those that were seen as paid above `block`. */
  openPrepayments(block: bigint): Promise<PrepaymentRow[]>;
  prepayment(id: string): Promise<PrepaymentRow | undefined>;
  /** Calls on a subscription's period, or a stream, by its name. */
  usesOf(prepaid: string): Promise<{ used: bigint; reserved: bigint }>;

  claimable(): Promise<ClaimCandidate[]>;
  /** What is charged and not claimed, without what is lost for good, of each service that has any; token base units. */
  unclaimedByService(): Promise<ReadonlyMap<bigint, bigint>>;
  /**
   * Books what the chain says is claimed; called from the chain's events, so a reorg can lower it.
   * `block` is the block it was read at. A `reserve` whose `account.block` is older than that still has the claimed money
   * in its balance: until the view catches up, what was booked from later blocks must count as unclaimed (or the call
   * is refused as busy), else the same money is promised twice.
   */
  setClaimed(
    payer: Address,
    key: Address,
    serviceId: bigint,
    epoch: number,
    claimed: bigint,
    block: bigint,
  ): Promise<void>;
  /** Ledgers whose claimed total was last booked from a block above `block`: read again on start and after a reorg. */
  claimedAfter(block: bigint): Promise<LedgerKey[]>;

  /** Charged and reserved of one ledger in its newest epoch. */
  ledgerOf(
    payer: Address,
    key: Address,
    serviceId: bigint,
  ): Promise<{ charged: bigint; reserved: bigint; epoch: number }>;
  /** Sums over a payer: charged but not claimed, and reserved, for calls and for what is paid ahead. */
  exposureOf(payer: Address): Promise<{ unclaimed: bigint; reserved: bigint }>;
  /** The newest grant kept for a key; it may be on chain already (compare nonces). */
  grantOf(payer: Address, key: Address): Promise<ReserveRequest["grant"] | undefined>;
  /**
   * A payer's calls, newest first and those of one second by their ids: those that started before `before` (Unix
   * seconds of chain time), and with `beforeCall` also those of that second whose ids are lower.
   */
  callsOf(payer: Address, page: { before?: bigint; beforeCall?: Hex; limit: number }): Promise<CallRow[]>;
  receiptOf(callId: Hex): Promise<SignedReceipt | undefined>;
  /** The record of a call that was served on what had been paid ahead. */
  useOf(callId: Hex): Promise<UseRecord | undefined>;
  /** Receipts of one ledger and epoch whose charges reach into (from, to], in their order; token base units. */
  receiptsOf(name: LedgerKey, epoch: number, from: bigint, to: bigint): Promise<SignedReceipt[]>;
  /** What a service's publisher can force when this gateway is silent. */
  receipted(serviceId: bigint, page: { after: LedgerPosition; limit: number }): Promise<ReceiptedPage>;
  close(): Promise<void>;
}
