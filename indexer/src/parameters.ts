import type { Context, Event } from "ponder:registry";
import { parameter, parameterChange } from "ponder:schema";
import { originOf } from "./origin.ts";

type Name = (typeof parameter.$inferSelect)["name"];

/** Books that governance, or a constructor, set a parameter: token base units or seconds. */
export async function setParameter(
  event: Pick<Event, "id" | "block" | "transaction">,
  db: Context["db"],
  name: Name,
  value: bigint,
): Promise<void> {
  const setAt = event.block.timestamp;
  await db.insert(parameter).values({ name, value, setAt }).onConflictDoUpdate({ value, setAt });
  await db.insert(parameterChange).values({ id: event.id, name, value, ...originOf(event) });
}
