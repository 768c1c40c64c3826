import type { Address } from "viem";
import type { Context, Event } from "ponder:registry";
import { ballot, proposal } from "ponder:schema";
import { originOf } from "./origin.ts";
import { supportOf } from "./words.ts";

type Db = Context["db"];
type BallotEvent = Pick<Event, "block" | "transaction">;

export interface Cast {
  readonly voter: Address;
  readonly proposalId: bigint;
  /** The contract's number. */
  readonly support: number;
}

const POWER = { against: "powerAgainst", for: "powerFor", abstain: "powerAbstain" } as const;
const VOICE = { against: "voiceAgainst", for: "voiceFor", abstain: "voiceAbstain" } as const;

/** Books a vote's power, base units of STOA. Its voice has an event of its own, before or after. */
export async function bookPower(
  event: BallotEvent,
  db: Db,
  cast: Cast,
  power: bigint,
  reason: string,
): Promise<void> {
  await setBallot(event, db, cast, { power, reason });
  const column = POWER[supportOf(cast.support)];
  await db
    .update(proposal, { id: cast.proposalId })
    .set((row) => ({ [column]: row[column] + power, ballots: row.ballots + 1 }));
}

export async function bookVoice(event: BallotEvent, db: Db, cast: Cast, voice: bigint): Promise<void> {
  await setBallot(event, db, cast, { voice });
  const column = VOICE[supportOf(cast.support)];
  await db
    .update(proposal, { id: cast.proposalId })
    .set((row) => ({ [column]: row[column] + voice, voices: row.voices + 1 }));
}

async function setBallot(
  event: BallotEvent,
  db: Db,
  { voter, proposalId, support }: Cast,
  values: Partial<Pick<typeof ballot.$inferInsert, "power" | "voice" | "reason">>,
): Promise<void> {
  await db
    .insert(ballot)
    .values({ proposalId, voter, support: supportOf(support), ...values, ...originOf(event) })
    .onConflictDoUpdate(values);
}
