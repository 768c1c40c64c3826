import { desc, lte } from "ponder";
import type { Context, Event } from "ponder:registry";
import { electorate, electorateChange } from "ponder:schema";
import { plus } from "./plus.ts";

type Db = Context["db"];

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
}

/** Votes that could be cast at the end of a second that is over: the supply outside EXCLUDED, base units of STOA. */
export async function votesAt(db: Db, time: bigint): Promise<bigint> {
  const [found] = await db.sql
    .select()
    .from(electorateChange)
    .where(lte(electorateChange.time, time))
    .orderBy(desc(electorateChange.time))
    .limit(1);
  return found ? found.supply - found.excluded : 0n;
}
