import { desc, eq } from "@ponder/client";
import type { Address, Hex } from "viem";
import { index, schema } from "./index-client.ts";

/** The number of the bounty that an account opened last; undefined when it has opened none. */
export async function newestBountyOf(sponsor: Address): Promise<bigint | undefined> {
  const { id, sponsor: by } = schema.bounty;
  const found = await index.db
    .select({ id })
    .from(schema.bounty)
    .where(eq(by, sponsor.toLowerCase() as Hex))
    .orderBy(desc(id))
    .limit(1);
  return found[0]?.id;
}
