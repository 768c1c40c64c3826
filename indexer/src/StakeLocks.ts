import { ponder } from "ponder:registry";
import { award, awardBalance, service, stakeEvent, stakeLock } from "ponder:schema";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

ponder.on("ServiceRegistry:StakeLocked", async ({ event, context }) => {
  const { serviceId, lockId, slashable, until } = event.args;
  await context.db.insert(stakeLock).values({ serviceId, lockId, slashable, until, ...originOf(event) });
  await context.db.update(service, { id: serviceId }).set(plus({ openLocks: 1 }));
});

ponder.on("ServiceRegistry:StakeUnlocked", async ({ event, context }) => {
  const { serviceId, lockId } = event.args;
  await context.db.update(stakeLock, { serviceId, lockId }).set({ closedAt: event.block.timestamp });
  await context.db.update(service, { id: serviceId }).set(plus({ openLocks: -1 }));
});

ponder.on("ServiceRegistry:Slashed", async ({ event, context }) => {
  const { serviceId, lockId, amount, total, thawing } = event.args;
  await context.db.update(stakeLock, { serviceId, lockId }).set(plus({ slashed: amount }));
  await context.db.update(service, { id: serviceId }).set((row) => ({
    stake: total,
    stakeThawing: thawing,
    stakeThawEnd: thawing === 0n ? 0n : row.stakeThawEnd,
    slashed: row.slashed + amount,
  }));
  await context.db
    .insert(stakeEvent)
    .values({ id: event.id, serviceId, kind: "slashed", amount, ...originOf(event) });
});

ponder.on("ServiceRegistry:Awarded", async ({ event, context }) => {
  const { serviceId, lockId, to: receiver, amount, paid } = event.args;
  await context.db
    .insert(award)
    .values({ id: event.id, serviceId, lockId, receiver, amount, paid, ...originOf(event) });
  if (paid) return;
  await context.db.insert(awardBalance).values({ receiver, amount }).onConflictDoUpdate(plus({ amount }));
});

ponder.on("ServiceRegistry:AwardCollected", async ({ event, context }) => {
  const { receiver } = event.args;
  await context.db.update(awardBalance, { receiver }).set({ amount: 0n });
});
