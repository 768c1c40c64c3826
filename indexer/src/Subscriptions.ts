import { ponder } from "ponder:registry";
import { plan, planService, subscription, subscriptionPeriod, subscriptionRelease } from "ponder:schema";
import { zeroAddress, zeroHash } from "viem";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";
import { bookAhead, bookEarned } from "./prepaid.ts";

/** Its first period has an event of its own, and so has the end of the one that it replaces. */
ponder.on("Subscriptions:Subscribed", async ({ event, context }) => {
  const { subscriptionId: id, planId, replaces, ...agreed } = event.args;
  const { db } = context;
  const { home } = await db.update(plan, { id: planId }).set(plus({ subscriptions: 1, uncancelled: 1 }));
  const isReplacing = replaces !== zeroHash;
  await db.insert(subscription).values({
    id,
    planId,
    home,
    ...agreed,
    replaces: isReplacing ? replaces : null,
    state: "running",
    ...originOf(event),
  });
  if (isReplacing) await db.update(subscription, { id: replaces }).set({ replacedBy: id });
});

ponder.on("Subscriptions:PeriodCharged", async ({ event, context }) => {
  const { subscriptionId: id, periodIndex, amount } = event.args;
  const start = event.block.timestamp;
  const { db } = context;
  const { payer, gateway, planId } = (await db.find(subscription, { id }))!;
  const { period } = await db.update(plan, { id: planId }).set(plus({ paid: amount }));
  const end = start + BigInt(period);
  await db.update(subscription, { id }).set((row) => ({
    periodIndex,
    periodStart: start,
    periodEnd: end,
    releasedUntil: row.releasedUntil ?? start,
    ...plus({ paid: amount, held: amount })(row),
  }));
  await db.insert(subscriptionPeriod).values({
    subscriptionId: id,
    number: periodIndex,
    payer,
    gateway,
    planId,
    amount,
    start,
    end,
    ...originOf(event),
  });
  await bookAhead(event, db, "subscription", payer, amount);
});

ponder.on("Subscriptions:PeriodReleased", async ({ event, context }) => {
  const { subscriptionId: id, periodIndex: number, serviceId, amount, fee, treasuryShare, fees } = event.args;
  const { db } = context;
  const released = { released: amount, fee };
  const { payer, gateway, planId } = await db
    .update(subscription, { id })
    .set(plus({ ...released, held: -amount }));
  await db.update(subscriptionPeriod, { subscriptionId: id, number }).set(plus(released));
  await db.insert(subscriptionRelease).values({
    id: event.id,
    subscriptionId: id,
    number,
    serviceId,
    payer,
    gateway,
    amount,
    fee,
    treasuryShare,
    ...originOf(event),
  });
  await db.update(plan, { id: planId }).set(plus({ earned: amount, fee }));
  await db.update(planService, { planId, serviceId }).set(plus({ earned: amount }));
  await bookEarned(event, db, { by: "subscription", payer, serviceId, gateway, amount, fee, feesPaid: fees });
});

ponder.on("Subscriptions:ReleasedUntil", async ({ event, context }) => {
  const { subscriptionId: id, releasedUntil } = event.args;
  await context.db.update(subscription, { id }).set({ releasedUntil });
});

ponder.on("Subscriptions:SubscriptionCancelled", async ({ event, context }) => {
  const { subscriptionId: id, payer, refund: refunded, to, periodEnd } = event.args;
  const { db } = context;
  const { planId, periodIndex: number } = await db.update(subscription, { id }).set((row) => ({
    state: "cancelled" as const,
    periodEnd,
    cancelledAt: event.block.timestamp,
    refundedTo: refunded === 0n || to === zeroAddress ? null : to,
    ...plus({ refunded, held: -refunded })(row),
  }));
  await db
    .update(subscriptionPeriod, { subscriptionId: id, number })
    .set((row) => ({ end: periodEnd, refunded: row.refunded + refunded }));
  await db.update(plan, { id: planId }).set((row) => ({
    refunded: row.refunded + refunded,
    uncancelled: row.uncancelled - 1,
  }));
  if (refunded > 0n) await bookAhead(event, db, "subscription", payer, -refunded);
});
