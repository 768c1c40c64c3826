import { ponder } from "ponder:registry";
import { bookTreasury } from "./treasury-balance.ts";

/** Of the vault's token the Treasury's transfers alone: see the filter in ponder.config.ts. */
ponder.on("USDC:Transfer", async ({ event, context }) => {
  await bookTreasury(event, context.db, event.args);
});
