/** How scores are made, on chain and here: of weights that get old, and a prior that speaks while there is little else. */

/** Seconds in which reviews are summed up. */
export const PERIOD = 2_592_000n;
/** Periods that a score reads. */
export const PERIODS = 24;
/** Periods in which a weight halves. */
const HALF_LIFE = 3;
/** Powers of one half, to 0, 1/3 and 2/3, in 32 binary places: the contract's. */
const FACTORS = [1n << 32n, 3_408_917_802n, 2_705_659_852n] as const;
const PLACES = 32n;
const HUNDREDTHS = 100n;

/** What there is to say before anybody has said anything. */
export interface Prior {
  /** Points, 0 to 100. */
  readonly mean: bigint;
  /** What it weighs, base units of fees. */
  readonly weight: bigint;
}

/** Sums of one period. */
export interface Sums {
  readonly period: number;
  /** Base units of fees. */
  readonly weight: bigint;
  /** Points times their weights. */
  readonly weighted: bigint;
  readonly reviews: number;
}

export interface Score {
  /** Hundredths of a point, 0 to 10,000. */
  readonly mean: number;
  /** Of what is in it, as it is left. */
  readonly weight: bigint;
  readonly reviews: number;
}

/** @param time Unix seconds */
export function periodOf(time: bigint): number {
  return Number(time / PERIOD);
}

/** The mean of all sums, each aged, drawn towards the prior. */
export function scoreOf(sums: readonly Sums[], prior: Prior, now: bigint): Score {
  const present = periodOf(now);
  let [weight, weighted, reviews] = [0n, 0n, 0];
  for (const each of sums) {
    const age = present - each.period;
    if (age < 0 || age >= PERIODS) continue;
    weight += decayed(each.weight, age);
    weighted += decayed(each.weighted, age);
    reviews += each.reviews;
  }
  const sum = weighted + prior.mean * prior.weight;
  return { mean: Number((sum * HUNDREDTHS) / (weight + prior.weight)), weight, reviews };
}

/** What is left of an amount after so many periods. */
export function decayed(amount: bigint, age: number): bigint {
  return (amount * FACTORS[age % HALF_LIFE]!) >> (PLACES + BigInt(Math.floor(age / HALF_LIFE)));
}
