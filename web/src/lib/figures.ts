/** How far the DAO is from being one person's, as the index counts it. Amounts of votes are base units of STOA. */
import { z } from "zod";
import { address, integer } from "./wire.ts";

const spread = z.object({ holders: z.number(), gini: z.number(), nakamoto: z.number() });

export const figuresSchema = z.object({
  /** Of delegates by their votes, and of holders by what they hold. */
  power: spread,
  balances: spread,
  supply: integer,
  /** What can be voted with, and what of it is delegated. */
  votes: integer,
  delegated: integer,
  /** Of `votes`, basis points. */
  delegatedBps: z.number(),
  voices: z.number(),
  maturingVoices: z.number(),
  turnout: z.array(z.object({ proposalId: integer, powerBps: z.number(), voices: z.number() })),
  /** Votes that pass a spending that nobody wants. Null: the voices cannot be overridden. */
  attack: z
    .object({ unopposed: integer, overVoices: integer.nullable(), overEverybody: integer.nullable() })
    .nullable(),
  treasury: z.array(z.object({ token: address, balance: integer })),
});
export type Figures = z.output<typeof figuresSchema>;

const STOA = 10n ** 18n;

/**
 * The price of a STOA below which these votes cost less than what there is to take, both in base units of the token that is
 * taken; undefined where nothing has to be bought.
 */
export function breakEven(votes: bigint, prize: bigint): bigint | undefined {
  return votes === 0n ? undefined : (prize * STOA) / votes;
}
