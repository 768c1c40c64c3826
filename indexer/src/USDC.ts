import { ponder } from "ponder:registry";
import { bookTreasury } from "./treasury-balance.ts";

// Of the vault's token the Treasury's transfers alone.

ponder.on("USDCToTreasury:Transfer", async ({ event, context }) => {
  await bookTreasury(event, context.db, event.args);
});

ponder.on("USDCFromTreasury:Transfer", async ({ event, context }) => {
  await bookTreasury(event, context.db, event.args);
});
