import { ponder } from "ponder:registry";
import { forcedClaim, gateway } from "ponder:schema";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

/** What was paid from a balance is booked by the claim that the vault makes of it; here is that it was forced. */
ponder.on("ForcedClaims:ForcedClaim", async ({ event, context }) => {
  const { gateway: id, paid, filed } = event.args;
  await context.db.insert(forcedClaim).values({ id: event.id, ...event.args, ...originOf(event) });
  await context.db.update(gateway, { id }).set(plus({ forcedPaid: paid, forcedFiled: filed }));
});
