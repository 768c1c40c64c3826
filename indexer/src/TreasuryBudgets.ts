/** What councils ask of the Treasury's budgets, and what becomes of it. */
import { ponder, type Context, type Event } from "ponder:registry";
import {
  budget,
  budgetChange,
  grantMilestone,
  treasuryApproval,
  treasuryOutflow,
  treasuryPayment,
  treasuryRequest,
} from "ponder:schema";
import { categoryOf } from "./category.ts";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";
import { requestKindOf, requestStateOf } from "./words.ts";

type Request = typeof treasuryRequest.$inferSelect;

ponder.on("Treasury:BudgetSet", async ({ event, context }) => {
  const { budgetId, council, token, window, cap } = event.args;
  const bands = event.args.bands.map(({ maxAmount, ...band }) => ({ maxAmount: String(maxAmount), ...band }));
  const terms = { council, cap, bands };
  await context.db
    .insert(budget)
    .values({ id: budgetId, token, window, ...terms, openedAt: event.block.timestamp })
    .onConflictDoUpdate(terms);
  await context.db.insert(budgetChange).values({ id: event.id, budgetId, ...terms, ...originOf(event) });
});

ponder.on("Treasury:BudgetClosed", async ({ event, context }) => {
  await context.db.update(budget, { id: event.args.budgetId }).set({ closedAt: event.block.timestamp });
});

// Requests

ponder.on("Treasury:Requested", async ({ event, context }) => {
  const { requestId: id, budgetId, to, kind, amount, category, documentHash, uri } = event.args;
  await context.db.insert(treasuryRequest).values({
    id,
    budgetId,
    kind: requestKindOf(kind),
    state: "requested",
    recipient: to,
    amount,
    category: categoryOf(category),
    documentHash,
    uri,
    ...originOf(event),
  });
});

/** The first approval is the requester's. */
ponder.on("Treasury:Approved", async ({ event, context }) => {
  const { requestId, member } = event.args;
  await context.db
    .update(treasuryRequest, { id: requestId })
    .set(({ requester, approvals }) => ({ requester: requester ?? member, approvals: approvals + 1 }));
  await context.db.insert(treasuryApproval).values({ requestId, member, ...originOf(event) });
});

ponder.on("Treasury:Ended", async ({ event, context }) => {
  const { requestId: id, state, by: endedBy } = event.args;
  const endedAt = event.block.timestamp;
  await context.db.update(treasuryRequest, { id }).set({ state: requestStateOf(state), endedAt, endedBy });
});

// Grants and streams

ponder.on("Treasury:GrantRequested", async ({ event, context }) => {
  const { grantId, milestones } = event.args;
  const rows = milestones.map((milestone, number) => ({ grantId, number, ...milestone }));
  await context.db.insert(grantMilestone).values(rows);
});

ponder.on("Treasury:GrantOpened", async ({ event, context }) => {
  await open(event, context.db, event.args.grantId);
});

ponder.on("Treasury:MilestoneRequested", async ({ event, context }) => {
  const { requestId, grantId } = event.args;
  const milestone = Number(event.args.milestone);
  await context.db.update(treasuryRequest, { id: requestId }).set({ grantId, milestone });
  await context.db.update(grantMilestone, { grantId, number: milestone }).set({ requestId });
});

ponder.on("Treasury:StreamRequested", async ({ event, context }) => {
  const { streamId: id, ratePerSecond, start, end } = event.args;
  await context.db
    .update(treasuryRequest, { id })
    .set({ ratePerSecond, start: BigInt(start), end: BigInt(end) });
});

ponder.on("Treasury:StreamOpened", async ({ event, context }) => {
  await open(event, context.db, event.args.streamId);
});

// What leaves

ponder.on("Treasury:Paid", async ({ event, context }) => {
  const { requestId, token, to, amount } = event.args;
  const category = categoryOf(event.args.category);
  const { db } = context;
  const { budgetId, grantId, milestone } = await pay(db, requestId, amount);
  if (grantId !== null && milestone !== null) {
    const paidAt = event.block.timestamp;
    await db.update(grantMilestone, { grantId, number: milestone }).set({ requestId, paidAt });
    await pay(db, grantId, amount);
  }
  await db.update(budget, { id: budgetId }).set(plus({ paid: amount }));
  const payment = { requestId, budgetId, token, recipient: to, amount, category };
  await db.insert(treasuryPayment).values({ id: event.id, ...payment, ...originOf(event) });
  const parts = { fromBudgets: amount };
  await db
    .insert(treasuryOutflow)
    .values({ token, category, ...parts })
    .onConflictDoUpdate(plus(parts));
});

/** A request is paid when all of it is: at once, by the last milestone, or by a stream's last withdrawal. */
function pay(db: Context["db"], id: bigint, part: bigint): Promise<Request> {
  return db.update(treasuryRequest, { id }).set(({ paid, amount, state }) => ({
    paid: paid + part,
    state: paid + part === amount ? "paid" : state,
  }));
}

async function open({ block }: Pick<Event, "block">, db: Context["db"], id: bigint): Promise<void> {
  await db.update(treasuryRequest, { id }).set({ state: "running", openedAt: block.timestamp });
}
