import { ponder } from "ponder:registry";
import { gateway, payTo } from "ponder:schema";

ponder.on("Doors:CreditOpened", async ({ event, context }) => {
  const { gateway: id, credit } = event.args;
  await context.db.update(gateway, { id }).set({ credit });
});

ponder.on("Doors:PayToOpened", async ({ event, context }) => {
  const { serviceId, termsHash, payTo: address } = event.args;
  await context.db.insert(payTo).values({ serviceId, termsHash, address }).onConflictDoUpdate({ address });
});
