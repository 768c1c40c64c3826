import type { Address, Hex } from "viem";
import type { Sql } from "../store/types.ts";
import { createKnownCalls, type KnownCalls } from "./known-calls.ts";
import type { RowStore } from "./sole-runner.ts";
import type { CallName } from "./stored-rows.ts";

/** Calls read at a time. */
const PAGE = 20_000;

/**
 * Takes over the books that another process left: whoever made the reservations in them is gone, so they are void.
 * Resolves to the names of all calls in them.
 */
export async function openBooks(sql: Sql, { restore }: Pick<RowStore, "restore">): Promise<KnownCalls> {
  await restore();
  await sql.query(`update calls set state = 'void', reason = 'no answer in time' where state = 'reserved'`);
  // Some of the reservations that a ledger counts were never stored themselves.
  await sql.query(`update ledgers set reserved = 0 where reserved <> 0`);
  await sql.query(`update uses set reserved = 0 where reserved <> 0`);
  const known = createKnownCalls();
  for (let last: CallName | undefined; ;) {
    const page = (await sql.queryArrays(
      `select payer, call_id from calls where (call_id, payer) > ($1, $2) order by call_id, payer limit ${PAGE}`,
      [last?.callId ?? "", last?.payer ?? ""],
    )) as [Address, Hex][];
    for (const [payer, callId] of page) known.add((last = { payer, callId }));
    if (page.length < PAGE) return known;
  }
}
