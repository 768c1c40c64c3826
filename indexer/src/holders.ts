import type { Address } from "viem";
import type { Context, Event } from "ponder:registry";
import { balanceChange, holder } from "ponder:schema";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

type Db = Context["db"];

/** Books what an account received or, negative, sent: base units of STOA. */
export async function changeBalance(
  event: Pick<Event, "id" | "block" | "transaction">,
  db: Db,
  account: Address,
  change: bigint,
  party: Address,
): Promise<void> {
  const { balance } = await db
    .insert(holder)
    .values({ account, balance: change, knownSince: event.block.timestamp })
    .onConflictDoUpdate(plus({ balance: change }));
  await db
    .insert(balanceChange)
    .values({ id: event.id, account, balance, change, party, ...originOf(event) });
}

/** Makes the row of an account that holds nothing yet, or changes it. */
export function setHolder(
  { block }: Pick<Event, "block">,
  db: Db,
  account: Address,
  values: Partial<Pick<typeof holder.$inferInsert, "delegate" | "excluded" | "votes">>,
): Promise<typeof holder.$inferSelect> {
  return db
    .insert(holder)
    .values({ account, knownSince: block.timestamp, ...values })
    .onConflictDoUpdate(values);
}
