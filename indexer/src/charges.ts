import type { Context, Event } from "ponder:registry";
import { account, customer, payerDay, service, serviceDay } from "ponder:schema";
import { dayOf } from "./origin.ts";
import { plus } from "./plus.ts";

type Hex = `0x${string}`;

export interface Charge {
  readonly payer: Hex;
  readonly gateway: Hex;
  readonly serviceId: bigint;
  /** Taken from the account, and the protocol's part of it; token base units. */
  readonly amount: bigint;
  readonly fee: bigint;
}

/** Books what was taken from one account for one service, by voucher or by exact. */
export async function bookCharge(
  event: Pick<Event<"EscrowVault:Claimed">, "block">,
  db: Context["db"],
  { payer, gateway, serviceId, amount, fee }: Charge,
): Promise<void> {
  const lastClaimedAt = event.block.timestamp;
  const day = dayOf(event);
  await db.update(account, { payer, gateway }).set(({ balance, thawing, claimed }) => ({
    balance: balance - amount,
    // As in the vault: thawing funds pay as well, so no more can thaw than is left.
    thawing: thawing > balance - amount ? balance - amount : thawing,
    claimed: claimed + amount,
    lastClaimedAt,
  }));

  const known = await db.find(customer, { serviceId, payer });
  const bought = { gross: amount, claimedRows: 1 };
  await db
    .insert(customer)
    .values({ serviceId, payer, ...bought, firstClaimedAt: lastClaimedAt, lastClaimedAt })
    .onConflictDoUpdate((before) => ({ lastClaimedAt, ...plus(bought)(before) }));
  await db
    .insert(payerDay)
    .values({ payer, day, ...bought })
    .onConflictDoUpdate(plus(bought));

  const revenue = { ...bought, fee, net: amount - fee };
  const payers = known ? 0 : 1;
  await db
    .update(service, { id: serviceId })
    .set((before) => ({ lastClaimedAt, ...plus({ ...revenue, payers })(before) }));
  await db
    .insert(serviceDay)
    .values({ serviceId, day, ...revenue })
    .onConflictDoUpdate(plus(revenue));
}
