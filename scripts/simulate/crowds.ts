/** Honest members with balances as unequal as those of token holders are: a Pareto distribution. */
import { parseEther } from "viem";
import { mersenneTwister } from "./mersenne-twister.ts";

/** Exponent of the distribution: four fifths of the tokens are a fifth of the holders'. */
const ALPHA = 1.16;
const SEED = 1;

export interface Crowd {
  readonly members: number;
  /** Whole STOA of all together. */
  readonly tokens: number;
  /** STOA base units of each. */
  readonly balances: readonly bigint[];
}

/** The crowds of the design's table, drawn one after the other, always the same. */
export function drawCrowds(): readonly Crowd[] {
  const random = mersenneTwister(SEED);
  const draw = (members: number, tokens: number): Crowd => {
    const parts = Array.from({ length: members }, () => (1 - random()) ** (-1 / ALPHA));
    const sum = parts.reduce((a, b) => a + b);
    return {
      members,
      tokens,
      balances: parts.map((part) => parseEther(((part / sum) * tokens).toFixed(6))),
    };
  };
  return [draw(200, 50e6), draw(500, 100e6), draw(2_000, 200e6)];
}
