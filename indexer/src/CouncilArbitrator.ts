import { ponder } from "ponder:registry";
import { hearing } from "ponder:schema";

ponder.on("CouncilArbitrator:DisputeCreation", async ({ event, context }) => {
  const { disputeID: id, arbitrable } = event.args;
  await context.db.insert(hearing).values({ id, arbitrable, openedAt: event.block.timestamp });
});

ponder.on("CouncilArbitrator:RulingGiven", async ({ event, context }) => {
  const { disputeID: id, ruling } = event.args;
  await context.db.update(hearing, { id }).set({ ruling, ruledAt: event.block.timestamp });
});
