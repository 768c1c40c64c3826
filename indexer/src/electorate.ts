import { gte } from "ponder";
import type { Context, Event } from "ponder:registry";
import { electorate, electorateChange, proposal } from "ponder:schema";
import { plus } from "./plus.ts";

type Db = Context["db"];

const WHOLE = 10_000n;

/** Raises the totals of all votes, base units of STOA, and keeps what they are at the end of this second. */
export async function changeElectorate(
  { block }: Pick<Event, "block">,
  db: Db,
  parts: Partial<Record<"supply" | "excluded" | "delegated", bigint>>,
): Promise<void> {
  const { supply = 0n, excluded = 0n, delegated = 0n } = parts;
  const changes = { supply, excluded, delegated };
  const { id: _, ...after } = await db
    .insert(electorate)
    .values({ id: 0, ...changes })
    .onConflictDoUpdate(plus(changes));
  await db
    .insert(electorateChange)
    .values({ time: block.timestamp, ...after })
    .onConflictDoUpdate(after);
  if (supply !== excluded) await followSnapshots(db, block.timestamp, after.supply - after.excluded);
}

/** Votes that can be cast as it stands: the supply outside EXCLUDED, base units of STOA. */
export async function votesNow(db: Db): Promise<bigint> {
  const found = await db.find(electorate, { id: 0 });
  return found ? found.supply - found.excluded : 0n;
}

/** A tier's share of the votes, base units of STOA, rounded down as the Governor does. */
export function quorumOf(votes: bigint, quorumBps: number): bigint {
  return (votes * BigInt(quorumBps)) / WHOLE;
}

/** What is so at the end of a proposal's snapshot stays: until then its quorum goes along with the votes. */
async function followSnapshots(db: Db, now: bigint, votes: bigint): Promise<void> {
  const open = await db.sql.select({ id: proposal.id }).from(proposal).where(gte(proposal.snapshot, now));
  for (const { id } of open)
    await db
      .update(proposal, { id })
      .set(({ quorumBps }) => ({ electorate: votes, quorum: quorumOf(votes, quorumBps) }));
}
