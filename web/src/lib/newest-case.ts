import { desc, eq } from "@ponder/client";
import type { Address, Hex } from "viem";
import { index, schema } from "./index-client.ts";

/** The number of the case that an account opened last; undefined when it has opened none. */
export async function newestCaseOf(opener: Address): Promise<bigint | undefined> {
  const { id, opener: by } = schema.courtCase;
  const found = await index.db
    .select({ id })
    .from(schema.courtCase)
    .where(eq(by, opener.toLowerCase() as Hex))
    .orderBy(desc(id))
    .limit(1);
  return found[0]?.id;
}
