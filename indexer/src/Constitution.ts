import { ponder } from "ponder:registry";
import { constitutionText, tier, tierChange } from "ponder:schema";
import { originOf } from "./origin.ts";

ponder.on("Constitution:TierSet", async ({ event, context }) => {
  const { role, tier: numbers } = event.args;
  const values = { ...numbers, setAt: event.block.timestamp };
  await context.db
    .insert(tier)
    .values({ role, ...values })
    .onConflictDoUpdate(values);
  await context.db.insert(tierChange).values({ id: event.id, role, ...numbers, ...originOf(event) });
});

ponder.on("Constitution:TextSet", async ({ event, context }) => {
  await context.db.insert(constitutionText).values({ id: event.id, ...event.args, ...originOf(event) });
});
