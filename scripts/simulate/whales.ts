/** How many persons a whale needs to be louder than a crowd, by the contract's own formula. */
import { parseEther } from "viem";
import { deploy, type Callable } from "../../test/contracts/helpers/chain.ts";
import { drawCrowds, type Crowd } from "./crowds.ts";

/**
 * Without a cap: with all balances a millionth nobody reaches the cap, and all voices are a thousandth, so that who is louder
 * stays the same.
 */
const NO_CAP = 1_000_000n;

export interface Needed {
  readonly uncapped: number;
  readonly capped: number;
}

export interface Row extends Needed {
  readonly members: number;
  /** Whole STOA of the members. */
  readonly tokens: number;
  /** Whole STOA of the whale. */
  readonly whale: number;
}

/** Persons that the whale needs against the crowd. @param whale Whole STOA. */
export type Count = (crowd: Crowd, whale: number) => Promise<Needed>;

/** Puts the formula on the simulated chain. */
export async function whaleCounter(): Promise<Count> {
  const counter = await deploy<Callable<"sum" | "identities">>("VoiceCounter");
  const count = async ({ balances }: Crowd, whale: bigint, scale: bigint) => {
    const others: bigint = await counter.sum(balances.map((balance) => balance / scale));
    return Number(await counter.identities(whale / scale, others));
  };
  return async (crowd, whale) => {
    const tokens = parseEther(String(whale));
    return { uncapped: await count(crowd, tokens, NO_CAP), capped: await count(crowd, tokens, 1n) };
  };
}

/** The table of the design. */
export async function whaleTable(count: Count): Promise<readonly Row[]> {
  const [small, middle, large] = drawCrowds() as [Crowd, Crowd, Crowd];
  const cases = [
    [small, 300e6],
    [middle, 300e6],
    [middle, 50e6],
    [large, 300e6],
  ] as const;
  const rows: Row[] = [];
  for (const [crowd, whale] of cases) {
    const { members, tokens } = crowd;
    rows.push({ members, tokens, whale, ...(await count(crowd, whale)) });
  }
  return rows;
}
