import type { Context, Event } from "ponder:registry";
import { payeeDay } from "ponder:schema";
import { dayOf } from "./origin.ts";
import { plus } from "./plus.ts";

/** Books what a payee earned, or gave back or had to, on the event's day. */
export async function bookPayee(
  event: Pick<Event, "block">,
  db: Context["db"],
  payee: `0x${string}`,
  parts: { readonly earned: bigint; readonly refunded: bigint },
): Promise<void> {
  await db
    .insert(payeeDay)
    .values({ payee, day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus({ ...parts }));
}
