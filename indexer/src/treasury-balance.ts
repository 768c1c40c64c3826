import { isAddressEqual, type Address } from "viem";
import type { Context, Event } from "ponder:registry";
import { treasuryBalance, treasuryInflow } from "ponder:schema";
import { book, contracts } from "../deployment.ts";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

interface Transfer {
  readonly from: Address;
  readonly to: Address;
  /** Base units of the token that the event is of. */
  readonly value: bigint;
}

/** Books a token's transfer if it came to the Treasury or left it. */
export async function bookTreasury(
  event: Pick<Event, "id" | "block" | "transaction"> & { readonly log: { readonly address: Address } },
  db: Context["db"],
  { from, to, value }: Transfer,
): Promise<void> {
  const received = isAddressEqual(to, contracts.Treasury) ? value : 0n;
  const sent = isAddressEqual(from, contracts.Treasury) ? value : 0n;
  if (received === sent) return;
  const token = event.log.address;
  const parts = { received, sent, balance: received - sent };
  await db
    .insert(treasuryBalance)
    .values({ token, ...parts })
    .onConflictDoUpdate(plus(parts));
  if (received === 0n) return;
  const contract = book[from.toLowerCase()]?.name ?? null;
  await db
    .insert(treasuryInflow)
    .values({ id: event.id, token, sender: from, contract, amount: received, ...originOf(event) });
}
