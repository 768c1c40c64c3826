import type { ClaimCandidate } from "../ledger/types.ts";
import { keyEnd, unclaimed, type OpenLedger } from "./open-ledgers.ts";
import type { Shortfall } from "./types.ts";

export interface PlannedRow {
  readonly ledger: OpenLedger;
  readonly candidate: ClaimCandidate;
  /** The ledger's claimed total when the rows before it are claimed. */
  readonly before: bigint;
  /** Cumulative; lower than the candidate's where balance or cap do not cover all of it. */
  readonly charged: bigint;
}

/** The rows of one ledger that the vault will take, in their order; never empty. */
export interface PlannedLedger {
  readonly ledger: OpenLedger;
  readonly rows: readonly PlannedRow[];
  /** What they take together, token base units. */
  readonly amount: bigint;
}

export interface PlanContext {
  /** The vault's CLAIM_GRACE, seconds. */
  readonly claimGrace: bigint;
  /** Chain time, Unix seconds. */
  readonly now: bigint;
  /** A row that the chain refused a while ago. */
  readonly isBlocked: (candidate: ClaimCandidate) => boolean;
}

/**
 * What the vault will take, and the charges that it will not. The ledger that expires first is first at the balance;
 * inside a ledger the order of terms stays, and a row that cannot be claimed is carried by the next of its ledger.
 */
export function planClaims(
  ledgers: readonly OpenLedger[],
  context: PlanContext,
): { readonly planned: readonly PlannedLedger[]; readonly shortfalls: readonly Shortfall[] } {
  const purses = createPurses();
  const planned: PlannedLedger[] = [];
  const shortfalls: Shortfall[] = [];

  for (const ledger of ledgers.toSorted(byExpiry)) {
    const { rows, amount, problem } = planLedger(ledger, purses, context);
    if (rows.length > 0) planned.push({ ledger, rows, amount });
    const missing = unclaimed(ledger) - amount;
    if (problem && missing > 0n) {
      const { payer, key, serviceId } = ledger;
      shortfalls.push({ payer, key, serviceId, amount: missing, reason: problem });
    }
  }
  return { planned, shortfalls };
}

function planLedger(ledger: OpenLedger, purses: Purses, context: PlanContext) {
  const rows: PlannedRow[] = [];
  let charged = ledger.claimed;
  let problem: Shortfall["reason"] | undefined;
  for (const candidate of ledger.rows) {
    if (context.isBlocked(candidate)) continue;
    const unusable = whyUnusable(ledger, candidate, context);
    if (unusable) {
      problem ??= unusable;
      continue;
    }
    const wanted = candidate.charged - charged;
    if (wanted <= 0n) continue;
    const { taken, short } = purses.take(ledger, wanted);
    if (taken > 0n) {
      const before = charged;
      charged += taken;
      rows.push({ ledger, candidate, before, charged });
    }
    if (short) {
      problem = short;
      break;
    }
  }
  return { rows, amount: charged - ledger.claimed, problem };
}

/** Why the vault would skip any row with this voucher now. */
function whyUnusable(
  ledger: OpenLedger,
  { voucher }: ClaimCandidate,
  { claimGrace, now }: PlanContext,
): Shortfall["reason"] | undefined {
  if (voucher.epoch !== ledger.account.epoch) return "WrongEpoch";
  if (now >= voucher.validBefore) return "Expired";
  if (ledger.sessionKey?.nonce === 0n && !ledger.grant) return "UnknownKey";
  const end = keyEnd(ledger, claimGrace);
  if (end !== undefined && now >= end) return "KeyExpired";
  return undefined;
}

interface Purses {
  /** Takes as much of `wanted` as the payer's balance and the key's cap still cover. */
  take(ledger: OpenLedger, wanted: bigint): { taken: bigint; short?: "InsufficientBalance" | "OverCap" };
}

/** One balance for all keys and services of a payer, one cap for all services of a key. */
function createPurses(): Purses {
  const balances = new Map<string, bigint>();
  const caps = new Map<string, bigint>();
  return {
    take(ledger, wanted) {
      const payer = ledger.payer.toLowerCase();
      const key = `${payer} ${ledger.key.toLowerCase()}`;
      const balance = balances.get(payer) ?? ledger.account.balanceLatest;
      const cap = caps.get(key) ?? capLeft(ledger) ?? balance;
      const covered = balance < cap ? balance : cap;
      const taken = wanted < covered ? wanted : covered;
      balances.set(payer, balance - taken);
      if (ledger.sessionKey) caps.set(key, cap - taken);
      if (taken === wanted) return { taken };
      return { taken, short: balance <= cap ? "InsufficientBalance" : "OverCap" };
    },
  };
}

/** What the key may still spend; undefined when the payer signs. */
function capLeft({ sessionKey, grant }: OpenLedger): bigint | undefined {
  if (!sessionKey) return undefined;
  const cap = grant ? grant.grant.cap : sessionKey.cap;
  return cap > sessionKey.spent ? cap - sessionKey.spent : 0n;
}

function byExpiry(a: OpenLedger, b: OpenLedger): number {
  const [first, second] = [firstEnd(a), firstEnd(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function firstEnd({ rows }: OpenLedger): bigint {
  return rows.reduce(
    (first, { voucher }) => (voucher.validBefore < first ? voucher.validBefore : first),
    rows[0]!.voucher.validBefore,
  );
}
