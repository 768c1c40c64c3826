import type { Context, Event } from "ponder:registry";
import { customer, payerDay, service, serviceDay } from "ponder:schema";
import { dayOf } from "./origin.ts";
import { plus } from "./plus.ts";

export interface Revenue {
  readonly payer: `0x${string}`;
  readonly serviceId: bigint;
  /** What the payer's money earned, and the protocol's part of it; token base units. */
  readonly amount: bigint;
  readonly fee: bigint;
  readonly by: "claim" | "subscription" | "stream";
}

/** Of an amount, the columns that say what earned it. */
export function partsOf({ amount, by }: Pick<Revenue, "amount" | "by">) {
  return {
    gross: amount,
    subscribed: by === "subscription" ? amount : 0n,
    streamed: by === "stream" ? amount : 0n,
  };
}

/** Books what one payer's money has earned with one service, for both. */
export async function bookRevenue(
  event: Pick<Event, "block">,
  db: Context["db"],
  revenue: Revenue,
): Promise<void> {
  const { payer, serviceId, amount, fee, by } = revenue;
  const lastClaimedAt = event.block.timestamp;
  const day = dayOf(event);
  const known = await db.find(customer, { serviceId, payer });
  const bought = { ...partsOf(revenue), claimedRows: by === "claim" ? 1 : 0 };
  await db
    .insert(customer)
    .values({ serviceId, payer, ...bought, firstClaimedAt: lastClaimedAt, lastClaimedAt })
    .onConflictDoUpdate((before) => ({ lastClaimedAt, ...plus(bought)(before) }));
  await db
    .insert(payerDay)
    .values({ payer, day, ...bought })
    .onConflictDoUpdate(plus(bought));

  const earned = { ...bought, fee, net: amount - fee };
  const payers = known ? 0 : 1;
  await db
    .update(service, { id: serviceId })
    .set((before) => ({ lastClaimedAt, ...plus({ ...earned, payers })(before) }));
  await db
    .insert(serviceDay)
    .values({ serviceId, day, ...earned })
    .onConflictDoUpdate(plus(earned));
}
