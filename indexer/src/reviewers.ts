import type { Context, Event } from "ponder:registry";
import { reviewer } from "ponder:schema";

/** Makes the row of somebody who reviews or votes for the first time. */
export async function knowReviewer(
  { block }: Pick<Event, "block">,
  db: Context["db"],
  account: `0x${string}`,
  anonymous = false,
): Promise<void> {
  await db.insert(reviewer).values({ account, anonymous, knownSince: block.timestamp }).onConflictDoNothing();
}
