import type { Hex } from "viem";
import type { Sql } from "../store/types.ts";
import { createKnownCalls, type KnownCalls } from "./known-calls.ts";

/** Ids read at a time. */
const PAGE = 20_000;

/**
 * Takes over the books that another process left: whoever made the reservations in them is gone, so they are void.
 * Resolves to the ids of all calls in them.
 */
export async function openBooks(sql: Sql): Promise<KnownCalls> {
  await sql.query(`update calls set state = 'void', reason = 'no answer in time' where state = 'reserved'`);
  // Some of the reservations that a ledger counts were never stored themselves.
  await sql.query(`update ledgers set reserved = 0 where reserved <> 0`);
  const known = createKnownCalls();
  for (let last = ""; ;) {
    const page = (await sql.queryArrays(
      `select distinct call_id from calls where call_id > $1 order by call_id limit ${PAGE}`,
      [last],
    )) as [Hex][];
    for (const [callId] of page) known.add(callId);
    const end = page.at(-1);
    if (!end) return known;
    [last] = end;
  }
}
