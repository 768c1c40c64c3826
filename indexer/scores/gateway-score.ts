import { decayed, PERIODS, periodOf, type Prior } from "./score.ts";

/** What happened at some time, base units of the vault's token. */
export interface Dated {
  /** Unix seconds. */
  readonly time: bigint;
  readonly amount: bigint;
}

export interface GatewayRecord {
  /** Fees of what it claimed, and of what subscriptions and streams earned through it. */
  readonly fees: readonly Dated[];
  /** Filed against its bond, less what the Court found to be forged. Curing it does not undo that it was filed. */
  readonly filed: readonly Dated[];
  /** Bonds of the disputes about its charges that it lost: it kept silent, or its receipts were wrong. */
  readonly lost: readonly Dated[];
}

export interface GatewayScore {
  /** Hundredths of a point, 0 to 10,000. */
  readonly mean: number;
  /** Each as it is left: it halves in 90 days, as a review's weight does. */
  readonly fees: bigint;
  readonly filed: bigint;
  readonly lost: bigint;
}

/**
 * How much of a gateway's business went as it should: fees against what had to be filed against its bond and the bonds of
 * disputes that it lost, drawn towards the prior. Claims count by their fees, so that nobody claims from himself for a score
 * without paying for it.
 */
export function gatewayScoreOf(record: GatewayRecord, prior: Prior, now: bigint): GatewayScore {
  const fees = aged(record.fees, now);
  const filed = aged(record.filed, now);
  const lost = aged(record.lost, now);
  const good = fees * 100n + prior.mean * prior.weight;
  const all = fees + filed + lost + prior.weight;
  return { mean: all === 0n ? 0 : Number((good * 100n) / all), fees, filed, lost };
}

/** By periods, as reviews are. */
function aged(events: readonly Dated[], now: bigint): bigint {
  const sums = new Map<number, bigint>();
  for (const { time, amount } of events) {
    const age = periodOf(now) - periodOf(time);
    if (age >= 0 && age < PERIODS) sums.set(age, (sums.get(age) ?? 0n) + amount);
  }
  return [...sums].reduce((sum, [age, amount]) => sum + decayed(amount, age), 0n);
}
