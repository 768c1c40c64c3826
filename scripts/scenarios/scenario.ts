import assert from "node:assert/strict";
import type { deploy } from "../deploy.ts";
import { balancesOf, compare, type Cast } from "./balances.ts";
import { openMarket, type Market } from "./market.ts";

export interface Scenario {
  /** What happens, in one sentence. */
  readonly title: string;
  /** How the contracts come to be, when not by their deployer alone. */
  readonly deploy?: typeof deploy;
  /** Prepares the stage; nothing of it is compared. */
  set(market: Market): Promise<Cast>;
  /** Plays it, and says each step; throws when a step does not do what it says. */
  play(cast: Cast, say: (line: string) => void): Promise<void>;
}

/** Plays a scenario on a chain of its own and shows what it changed. Throws when a base unit was made or lost. */
export async function run(scenario: Scenario, say: (line: string) => void): Promise<void> {
  const { title, set, play } = scenario;
  say(title);
  const market = await openMarket(scenario.deploy);
  try {
    const cast = await set(market);
    const before = await balancesOf(cast);
    await play(cast, (line) => say(`· ${line}`));
    const after = await balancesOf(cast);
    compare(before, after, say);
    assert.equal(total(after), total(before), "a base unit was made or lost");
    say("  The columns have the same sum.");
  } finally {
    await market.close();
  }
}

function total(balances: Readonly<Record<string, bigint>>): bigint {
  return Object.values(balances).reduce((sum, amount) => sum + amount, 0n);
}
