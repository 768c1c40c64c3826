/** What subscriptions and streams change beside their own tables: money that is paid ahead, comes back, or is earned. */
import type { Context, Event } from "ponder:registry";
import { customer, gateway, gatewayDay, payerDay, protocol, protocolDay } from "ponder:schema";
import { dayOf } from "./origin.ts";
import { plus } from "./plus.ts";
import { bookRevenue, partsOf, type Revenue } from "./revenue.ts";

type Db = Context["db"];
type Hex = `0x${string}`;
type Source = "subscription" | "stream";

/** Books what came to Subscriptions or Streams from a payer's account or wallet, or, negative, went back there. */
export async function bookAhead(
  event: Pick<Event, "block">,
  db: Db,
  by: Source,
  payer: Hex,
  amount: bigint,
): Promise<void> {
  const paid = amount > 0n ? { paidAhead: amount, paidBack: 0n } : { paidAhead: 0n, paidBack: -amount };
  await db
    .insert(payerDay)
    .values({ payer, day: dayOf(event), ...paid })
    .onConflictDoUpdate(plus(paid));
  await changeHeld(db, by, amount);
}

/** What Subscriptions or Streams hold more than before. */
async function changeHeld(db: Db, by: Source, amount: bigint): Promise<void> {
  const parts = {
    subscriptionsHeld: by === "subscription" ? amount : 0n,
    streamsHeld: by === "stream" ? amount : 0n,
  };
  await db
    .insert(protocol)
    .values({ id: 0, ...parts })
    .onConflictDoUpdate(plus(parts));
}

export interface Earned extends Revenue {
  readonly by: Source;
  readonly gateway: Hex;
  /** The treasury's part of all fees that the payer paid for the service this way, as far as they count. */
  readonly feesPaid: bigint;
}

/** Books what a subscription or a stream has earned and passed on. */
export async function bookEarned(event: Pick<Event, "block">, db: Db, earned: Earned): Promise<void> {
  const { payer, serviceId, gateway: id, amount, fee, by, feesPaid } = earned;
  const day = dayOf(event);
  await bookRevenue(event, db, earned);
  await db
    .update(customer, { serviceId, payer })
    .set(by === "subscription" ? { subscriptionFees: feesPaid } : { streamFees: feesPaid });
  await changeHeld(db, by, -amount);

  const parts = { ...partsOf(earned), fee };
  await db.update(gateway, { id }).set(plus(parts));
  await db
    .insert(gatewayDay)
    .values({ gateway: id, day, ...parts })
    .onConflictDoUpdate(plus(parts));
  await db.update(protocol, { id: 0 }).set(plus(parts));
  await db
    .insert(protocolDay)
    .values({ day, ...parts })
    .onConflictDoUpdate(plus(parts));
}
