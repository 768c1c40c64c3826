import { ponder } from "ponder:registry";
import { platformCall, queuedSpend, treasuryOutflow, treasuryReport, treasurySpend } from "ponder:schema";
import { readCall } from "../call.ts";
import { book, contracts } from "../deployment.ts";
import { categoryOf } from "./category.ts";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

ponder.on("Treasury:Spent", async ({ event, context }) => {
  const { token, to, amount } = event.args;
  const category = categoryOf(event.args.category);
  await context.db
    .insert(treasurySpend)
    .values({ id: event.id, token, recipient: to, amount, category, ...originOf(event) });
  const parts = { byVote: amount };
  await context.db
    .insert(treasuryOutflow)
    .values({ token, category, ...parts })
    .onConflictDoUpdate(plus(parts));
});

ponder.on("Treasury:SpendQueued", async ({ event, context }) => {
  const { queueId: id, token, to, amount, category } = event.args;
  await context.db.insert(queuedSpend).values({
    id,
    token,
    recipient: to,
    amount,
    category: categoryOf(category),
    ...originOf(event),
  });
});

ponder.on("Treasury:SpendUnqueued", async ({ event, context }) => {
  const { queueId: id, paid } = event.args;
  const at = event.block.timestamp;
  await context.db.update(queuedSpend, { id }).set(paid ? { paidAt: at } : { droppedAt: at });
});

ponder.on("Treasury:Report", async ({ event, context }) => {
  await context.db.insert(treasuryReport).values({ id: event.id, ...event.args, ...originOf(event) });
});

ponder.on("Treasury:ActedAsOwner", async ({ event, context }) => {
  const call = readCall(book, contracts.ServiceRegistry, event.args.data);
  await context.db.insert(platformCall).values({ id: event.id, call, ...originOf(event) });
});
