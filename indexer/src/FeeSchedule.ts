import { ponder } from "ponder:registry";
import { feeVersion } from "ponder:schema";
import { originOf } from "./origin.ts";
import { classOf } from "./words.ts";

ponder.on("FeeSchedule:FeesPublished", async ({ event, context }) => {
  const { class: index, ...fees } = event.args;
  await context.db.insert(feeVersion).values({ ...fees, class: classOf(index), ...originOf(event) });
});
