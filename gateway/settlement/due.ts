import { keyEnd } from "./open-ledgers.ts";
import type { PlannedLedger } from "./plan.ts";
import type { FlushReason, SettlementConfig } from "./types.ts";

export type DueReason =
  FlushReason | "thaw" | "thaw-end" | "revocation" | "expiry" | "credit" | "value" | "age";

export interface Due {
  readonly planned: PlannedLedger;
  readonly reason: DueReason;
}

export interface DueContext {
  readonly config: Pick<SettlementConfig, "minRow" | "claimValue" | "claimAge" | "thawMargin">;
  /** Unclaimed sum of one service at which its rows are claimed, whatever their size; token base units. */
  readonly credit: bigint;
  /** The vault's CLAIM_GRACE, seconds. */
  readonly claimGrace: bigint;
  /** Chain time, Unix seconds. */
  readonly now: bigint;
  /** Whether a claim has answered the payer's running thaw already. */
  readonly thawAnswered: (planned: PlannedLedger) => boolean;
  readonly flush?: FlushReason;
}

/** Which ledgers are claimed now, and why. */
export function findDue(ledgers: readonly PlannedLedger[], context: DueContext): Due[] {
  const reasonForWorth = whyAllWorth(ledgers, context);
  const indebted = servicesOver(context.credit, ledgers);
  return ledgers.flatMap((planned) => {
    const worth = planned.amount >= context.config.minRow;
    const reason =
      context.flush === "manual"
        ? context.flush
        : (whyUrgent(planned, context) ??
          (indebted.has(planned.ledger.serviceId) ? "credit" : worth ? reasonForWorth : undefined));
    return reason ? [{ planned, reason }] : [];
  });
}

/** Services whose publishers may soon refuse calls for what they are owed. */
function servicesOver(credit: bigint, ledgers: readonly PlannedLedger[]): ReadonlySet<bigint> {
  const totals = new Map<bigint, bigint>();
  for (const { ledger, amount } of ledgers)
    totals.set(ledger.serviceId, (totals.get(ledger.serviceId) ?? 0n) + amount);
  return new Set([...totals].flatMap(([id, total]) => (total >= credit ? [id] : [])));
}

/** A transaction costs the same whoever waited longest: all rows that are worth it go together. */
function whyAllWorth(
  ledgers: readonly PlannedLedger[],
  { config, now, flush }: DueContext,
): DueReason | undefined {
  if (flush) return flush;
  const worth = ledgers.filter(({ amount }) => amount >= config.minRow);
  const total = worth.reduce((sum, { amount }) => sum + amount, 0n);
  if (total >= config.claimValue && total > 0n) return "value";
  if (worth.some((planned) => oldestCharge(planned) + BigInt(config.claimAge) <= now)) return "age";
  return undefined;
}

/**
 * Why a ledger cannot wait, however small. A thaw is answered once, then again before it ends: else a payer who thaws
 * a cent could make the gateway pay for a transaction after each call.
 */
function whyUrgent(planned: PlannedLedger, context: DueContext): DueReason | undefined {
  const { config, claimGrace, now } = context;
  const { account, sessionKey } = planned.ledger;
  if (account.thawing > 0n) {
    if (!context.thawAnswered(planned)) return "thaw";
    if (now >= account.thawEnd - BigInt(config.thawMargin)) return "thaw-end";
  }
  if (sessionKey?.revoked) return "revocation";
  if (now >= lastChance(planned, claimGrace) - BigInt(config.claimAge)) return "expiry";
  return undefined;
}

/** Chain time after which some of the rows can no longer be claimed. */
function lastChance({ ledger, rows }: PlannedLedger, claimGrace: bigint): bigint {
  const ends = rows.map(({ candidate }) => candidate.voucher.validBefore);
  const key = keyEnd(ledger, claimGrace);
  if (key !== undefined) ends.push(key);
  // The key's consent must still hold when the grant is registered.
  if (ledger.grant) ends.push(ledger.grant.proofDeadline);
  return ends.reduce((first, end) => (end < first ? end : first));
}

function oldestCharge({ rows }: PlannedLedger): bigint {
  return rows
    .map(({ candidate }) => candidate.oldestChargeAt)
    .reduce((oldest, at) => (at < oldest ? at : oldest));
}
