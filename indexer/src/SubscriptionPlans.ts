import { and, eq, isNull } from "ponder";
import { ponder } from "ponder:registry";
import { plan, planService } from "ponder:schema";
import { originOf } from "./origin.ts";

ponder.on("Subscriptions:PlanMade", async ({ event, context }) => {
  const { planId, home, plan: made } = event.args;
  const missing = Number(event.args.missing);
  const { services, ...terms } = made;
  const { db } = context;
  const now = event.block.timestamp;
  await db.insert(plan).values({
    id: planId,
    home,
    ...terms,
    calls: BigInt(terms.calls),
    services: services.length,
    missing,
    state: missing === 0 ? "open" : "proposed",
    openedAt: missing === 0 ? now : null,
    ...originOf(event),
  });
  await db.insert(planService).values(
    services.map(({ serviceId, weight }, position) => ({
      planId,
      serviceId,
      position,
      weight,
      // The event says how many are missing, and not which: the home never is.
      acceptedAt: missing === 0 || serviceId === home ? now : null,
    })),
  );
});

ponder.on("Subscriptions:PlanAccepted", async ({ event, context }) => {
  const { planId, serviceId } = event.args;
  const missing = Number(event.args.missing);
  const { db } = context;
  const now = event.block.timestamp;
  const { time: made } = await db
    .update(plan, { id: planId })
    .set(missing === 0 ? { missing, state: "open", openedAt: now } : { missing });
  await db.update(planService, { planId, serviceId }).set({ acceptedAt: now });
  if (missing > 0) return;
  // Now it is known which services came with the plan.
  await db.sql
    .update(planService)
    .set({ acceptedAt: made })
    .where(and(eq(planService.planId, planId), isNull(planService.acceptedAt)));
});

ponder.on("Subscriptions:PlanRetired", async ({ event, context }) => {
  const { planId, serviceId: retiredBy } = event.args;
  await context.db
    .update(plan, { id: planId })
    .set({ state: "retired", retiredAt: event.block.timestamp, retiredBy });
});
