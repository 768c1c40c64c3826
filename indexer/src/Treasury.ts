import { ponder } from "ponder:registry";
import { treasurySpend } from "ponder:schema";
import { originOf } from "./origin.ts";

ponder.on("Treasury:Spent", async ({ event, context }) => {
  const { token, to, amount, category } = event.args;
  await context.db
    .insert(treasurySpend)
    .values({ id: event.id, token, recipient: to, amount, category, ...originOf(event) });
});
