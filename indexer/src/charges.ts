import type { Context, Event } from "ponder:registry";
import { account } from "ponder:schema";
import { bookRevenue, type Revenue } from "./revenue.ts";

export type Charge = Omit<Revenue, "by"> & { readonly gateway: `0x${string}` };

/** Books what was claimed of one account for one service, by voucher or by exact. */
export async function bookCharge(
  event: Pick<Event<"EscrowVault:Claimed">, "block">,
  db: Context["db"],
  { gateway, ...revenue }: Charge,
): Promise<void> {
  const { payer, amount } = revenue;
  await db.update(account, { payer, gateway }).set(({ balance, thawing, claimed }) => ({
    balance: balance - amount,
    // As in the vault: thawing funds pay as well, so no more can thaw than is left.
    thawing: thawing > balance - amount ? balance - amount : thawing,
    claimed: claimed + amount,
    lastClaimedAt: event.block.timestamp,
  }));
  await bookRevenue(event, db, { ...revenue, by: "claim" });
}
