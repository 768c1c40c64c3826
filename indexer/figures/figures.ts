/** How far the DAO is from being one person's: figures from rows of the index. Amounts are decimal strings of base units. */
import type { Address } from "viem";
import type { tier } from "../schema/dao/constitution.ts";
import type { proposal } from "../schema/dao/governor.ts";
import type { member } from "../schema/dao/members.ts";
import type { electorate, holder } from "../schema/dao/token.ts";
import type { treasuryBalance } from "../schema/dao/treasury.ts";
import { attackOf } from "./attack.ts";
import { gini } from "./gini.ts";
import { nakamoto } from "./nakamoto.ts";
import { shareBps } from "./share.ts";

/** Columns of the tables of these names. */
export interface Rows {
  /** Null until the first transfer of STOA. */
  readonly electorate: Pick<typeof electorate.$inferSelect, "supply" | "excluded" | "delegated"> | null;
  readonly holders: readonly Pick<typeof holder.$inferSelect, "balance" | "votes" | "excluded">[];
  readonly members: readonly Pick<typeof member.$inferSelect, "multiplierBps" | "since">[];
  /** Those with a ballot. */
  readonly proposals: readonly Pick<
    typeof proposal.$inferSelect,
    "id" | "electorate" | "powerFor" | "powerAgainst" | "powerAbstain" | "voices"
  >[];
  /** The tier under which the treasury is spent. */
  readonly tier: Pick<typeof tier.$inferSelect, "quorumBps" | "approvalBps" | "overridable"> | null;
  readonly treasury: readonly Pick<typeof treasuryBalance.$inferSelect, "token" | "balance">[];
}

/** How evenly something is held. */
export interface Spread {
  readonly holders: number;
  readonly gini: number;
  readonly nakamoto: number;
}

export interface Figures {
  /** Of delegates by their votes. */
  readonly power: Spread;
  /** Of holders outside EXCLUDED. */
  readonly balances: Spread;
  /** STOA: all, what can be voted with, and what is. */
  readonly supply: string;
  readonly votes: string;
  readonly delegated: string;
  /** Of `votes`, basis points. */
  readonly delegatedBps: number;
  /** Members whose voice counts, and whose will, 30 days after they enrolled. */
  readonly voices: number;
  readonly maturingVoices: number;
  /** By proposal: cast power of what could be cast, basis points. */
  readonly turnout: readonly {
    readonly proposalId: string;
    readonly powerBps: number;
    readonly voices: number;
  }[];
  /** STOA that passes a spending nobody wants: see attack.ts. */
  readonly attack: {
    readonly unopposed: string;
    readonly overVoices: string | null;
    readonly overEverybody: string | null;
  } | null;
  /** What there is to take. There is no price of STOA here, so whether it pays is for the reader to say. */
  readonly treasury: readonly { readonly token: Address; readonly balance: string }[];
}

/** @param now chain time, Unix seconds */
export function figuresOf(rows: Rows, now: bigint): Figures {
  const { supply, excluded, delegated } = rows.electorate ?? { supply: 0n, excluded: 0n, delegated: 0n };
  const votes = supply - excluded;
  const attack = rows.tier && attackOf(rows.tier, votes, delegated);
  const speakers = rows.members.filter(({ multiplierBps, since }) => multiplierBps > 0 && since !== null);
  const voices = speakers.filter(({ since }) => since !== null && since <= now).length;
  return {
    power: spreadOf(rows.holders.map((holder) => holder.votes)),
    balances: spreadOf(rows.holders.filter((holder) => !holder.excluded).map(({ balance }) => balance)),
    supply: String(supply),
    votes: String(votes),
    delegated: String(delegated),
    delegatedBps: shareBps(delegated, votes),
    voices,
    maturingVoices: speakers.length - voices,
    turnout: rows.proposals.map((each) => ({
      proposalId: String(each.id),
      powerBps: shareBps(each.powerFor + each.powerAgainst + each.powerAbstain, each.electorate),
      voices: each.voices,
    })),
    attack: attack && {
      unopposed: String(attack.unopposed),
      overVoices: textOf(attack.overVoices),
      overEverybody: textOf(attack.overEverybody),
    },
    treasury: rows.treasury.map(({ token, balance }) => ({ token, balance: String(balance) })),
  };
}

function spreadOf(holdings: readonly bigint[]): Spread {
  const held = holdings.filter((holding) => holding > 0n);
  return { holders: held.length, gini: gini(held), nakamoto: nakamoto(held) };
}

function textOf(amount: bigint | null): string | null {
  return amount === null ? null : String(amount);
}
