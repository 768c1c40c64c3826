/** Whether a call may be reserved, decided on what the store holds and what the chain view said. No I/O. */
import type { Address, Hex } from "viem";
import type { AccountView } from "../chain/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import { decodeProof, emptyLedger, encodeProof, proofOf } from "./records.ts";
import type { AccountRow, CallRecord, FormerVoucherRow, GrantRow, LedgerRow } from "./schema.ts";
import type { ReserveRequest, ReserveResult } from "./types.ts";

export interface ReserveState {
  readonly account: AccountRow;
  /** All ledgers of the payer in the voucher's epoch. */
  readonly ledgers: readonly LedgerRow[];
  /** What is stored under the payer's call id. */
  readonly call: CallRecord | undefined;
  /** The newest grant kept for the key. */
  readonly grant: GrantRow | undefined;
}

export interface ReserveChanges {
  readonly ledger: LedgerRow;
  readonly former?: FormerVoucherRow;
  readonly grant?: GrantRow;
  readonly call: CallRecord;
}

export interface ReserveDecision {
  readonly result: ReserveResult;
  readonly changes?: ReserveChanges;
}

export function decideReserve(state: ReserveState, request: ReserveRequest): ReserveDecision {
  const known = knownCall(state.call, request.requestHash, request.voucher.gateway);
  if (known) return { result: known };
  const ledger = currentLedger(state.ledgers, request);
  const refusal =
    checkView(state, request) ??
    checkVoucher(ledger, request) ??
    checkKey(state.ledgers, ledger, request) ??
    checkBalance(withCurrent(state.ledgers, ledger), state.account, request.account, request.price);
  if (refusal) return { result: { kind: "refused", refusal } };

  const { ledger: vouched, former } = keepVoucher(ledger, request);
  return {
    result: { kind: "reserved", seq: ledger.seq + 1n },
    changes: {
      ledger: { ...vouched, reserved: ledger.reserved + request.price },
      former,
      grant: newerGrant(state.grant, request),
      call: newCall(request),
    },
  };
}

/** A call id that is in use: the stored answer, or why there is none. A void id is free again. */
export function knownCall(
  call: CallRecord | undefined,
  requestHash: Hex,
  gateway: Address,
): ReserveResult | undefined {
  if (!call || call.state === "void") return undefined;
  if (call.requestHash !== requestHash) return refused(refuse("call_id_reused"));
  if (call.state === "reserved") return refused(refuse("call_in_progress"));
  if (!call.answerBody) return refused(refuse("answer_gone", { callId: call.callId }));
  const answer = {
    status: call.answerStatus!,
    contentType: call.answerType!,
    body: call.answerBody,
  };
  return { kind: "replay", answer, proof: proofOf(call, gateway) };
}

/** The request's ledger. What the vault says is claimed was charged, even if this store has lost it. */
function currentLedger(ledgers: readonly LedgerRow[], request: ReserveRequest): LedgerRow {
  const { payer, key, serviceId, epoch } = request.voucher;
  const { claimed, account } = request;
  const known = ledgers.find((ledger) => ledger.key === key && ledger.serviceId === serviceId);
  if (known) return known.charged >= claimed ? known : { ...known, charged: claimed, claimed };
  const lost = claimed > 0n ? { charged: claimed, claimed, claimedBlock: account.block } : {};
  return { ...emptyLedger({ payer, key, serviceId, epoch }), ...lost };
}

/** An account read before a claim that is booked already would count the claimed money twice. */
function checkView({ account }: ReserveState, request: ReserveRequest): Refusal | undefined {
  if (request.account.block < account.claimedBlock) return refuse("gateway_busy");
  const { epoch } = request.voucher;
  if (epoch !== request.account.epoch)
    return refuse("wrong_epoch", { signed: epoch, expected: request.account.epoch });
  return undefined;
}

/** What an earlier voucher under the same terms is still good for. */
function heldCumulative(ledger: LedgerRow, { voucher, leastValidBefore }: ReserveRequest): bigint {
  const usable = ledger.termsHash === voucher.termsHash && ledger.validBefore! >= leastValidBefore;
  return usable ? ledger.cumulative! : 0n;
}

function checkVoucher(ledger: LedgerRow, request: ReserveRequest): Refusal | undefined {
  const { cumulative } = request.voucher;
  const { charged, reserved } = ledger;
  const needed = charged + reserved + request.price;
  const held = heldCumulative(ledger, request);
  const best = held > cumulative ? held : cumulative;
  // A voucher that is used up pays for nothing, whatever a later one left over.
  if (cumulative > charged && best >= needed) return undefined;
  return refuse("voucher_too_low", { cumulative, charged, reserved, needed });
}

function checkKey(
  ledgers: readonly LedgerRow[],
  current: LedgerRow,
  { key, price, voucher }: ReserveRequest,
): Refusal | undefined {
  if (!key) return undefined;
  const held = exposure(withCurrent(ledgers, current).filter((ledger) => ledger.key === voucher.key));
  const total = key.spent + held.unclaimed + held.reserved + price;
  if (total <= key.cap) return undefined;
  return refuse("key_over_cap", { key: voucher.key, total, cap: key.cap });
}

/** Whether an account can spare `price` beside all that is charged, reserved and held. */
export function checkBalance(
  ledgers: readonly LedgerRow[],
  { held }: AccountRow,
  account: AccountView,
  price: bigint,
): Refusal | undefined {
  const { unclaimed, reserved } = exposure(ledgers);
  const taken = unclaimed + reserved + (held ?? 0n);
  const balance = account.balanceSafe < account.balanceLatest ? account.balanceSafe : account.balanceLatest;
  const staying = balance - account.thawing;
  if (staying >= taken + price) return undefined;
  if (balance >= taken + price) return refuse("account_thawing", { thawEnd: account.thawEnd });
  const available = staying - taken;
  return refuse("insufficient_balance", { available: available > 0n ? available : 0n, needed: price });
}

function withCurrent(ledgers: readonly LedgerRow[], current: LedgerRow): LedgerRow[] {
  const others = ledgers.filter(
    ({ key, serviceId }) => key !== current.key || serviceId !== current.serviceId,
  );
  return [...others, current];
}

/** What these ledgers hold against an account: charged but not claimed, and reserved. */
export function exposure(ledgers: readonly LedgerRow[]): { unclaimed: bigint; reserved: bigint } {
  let unclaimed = 0n;
  let reserved = 0n;
  for (const ledger of ledgers) {
    if (ledger.charged > ledger.claimed) unclaimed += ledger.charged - ledger.claimed;
    reserved += ledger.reserved;
  }
  return { unclaimed, reserved };
}

/**
 * Of each terms the best voucher is kept. The newest terms' voucher always covers all that is charged and reserved;
 * one under earlier terms is set aside with what was charged until then, to be claimed first.
 */
function keepVoucher(
  ledger: LedgerRow,
  request: ReserveRequest,
): { ledger: LedgerRow; former?: FormerVoucherRow } {
  const { voucher, signature, terms, servicesProof } = request;
  const held = heldCumulative(ledger, request);
  const better =
    voucher.cumulative > held ||
    (voucher.cumulative === held && voucher.validBefore > (ledger.validBefore ?? 0n));
  if (!better) return { ledger };
  const changed = ledger.termsHash !== null && ledger.termsHash !== voucher.termsHash;
  return {
    ledger: {
      ...ledger,
      termsHash: voucher.termsHash,
      termsId: terms.termsId,
      feeVersion: terms.feeVersion,
      cumulative: voucher.cumulative,
      validBefore: voucher.validBefore,
      signature,
      servicesProof: encodeProof(servicesProof),
    },
    former: changed && ledger.charged > ledger.claimed ? formerVoucher(ledger) : undefined,
  };
}

function formerVoucher(ledger: LedgerRow): FormerVoucherRow {
  const { payer, key, serviceId, epoch, charged } = ledger;
  return {
    payer,
    key,
    serviceId,
    epoch,
    charged,
    termsHash: ledger.termsHash!,
    termsId: ledger.termsId!,
    feeVersion: ledger.feeVersion!,
    cumulative: ledger.cumulative!,
    validBefore: ledger.validBefore!,
    signature: ledger.signature!,
    servicesProof: encodeProof(decodeProof(ledger.servicesProof)),
  };
}

export function newerGrant(
  kept: GrantRow | undefined,
  { grant: sent }: Pick<ReserveRequest, "grant">,
): GrantRow | undefined {
  if (!sent || (kept && kept.nonce >= sent.grant.nonce)) return undefined;
  const { signature, proofDeadline, keyProof } = sent;
  return { ...sent.grant, signature, proofDeadline, keyProof };
}

function newCall(request: ReserveRequest): CallRecord {
  const { payer, key, serviceId, epoch, termsHash } = request.voucher;
  return { ...openCall(request), payer, key, serviceId, epoch, termsHash, price: request.price };
}

/** What every reservation has in common. */
export function openCall({
  callId,
  tool,
  requestHash,
  now,
  expiresAt,
}: Pick<ReserveRequest, "callId" | "tool" | "requestHash" | "now" | "expiresAt">) {
  return {
    callId,
    tool,
    requestHash,
    state: "reserved" as const,
    reason: null,
    startedAt: now,
    expiresAt,
    latencyMs: null,
    seq: null,
    chargedCumulative: null,
    responseHash: null,
    receiptStatus: null,
    issuedAt: null,
    receiptSignature: null,
    answerStatus: null,
    answerType: null,
    answerBody: null,
    ledgerVoucher: null,
    prepaid: null,
  };
}

function refused(refusal: Refusal): ReserveResult {
  return { kind: "refused", refusal };
}
