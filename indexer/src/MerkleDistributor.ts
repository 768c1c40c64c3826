import { ponder } from "ponder:registry";
import { distribution, distributionClaim } from "ponder:schema";
import { book } from "../deployment.ts";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

ponder.on("MerkleDistributor:DistributionOpened", async ({ event, context }) => {
  const { address } = event.log;
  const { name } = book[address.toLowerCase()]!;
  await context.db.insert(distribution).values({ address, name, ...event.args });
});

ponder.on("MerkleDistributor:Claimed", async ({ event, context }) => {
  const { amount } = event.args;
  const { address } = event.log;
  await context.db.update(distribution, { address }).set(plus({ claimed: amount, claims: 1 }));
  await context.db
    .insert(distributionClaim)
    .values({ distribution: address, ...event.args, ...originOf(event) });
});

ponder.on("MerkleDistributor:Swept", async ({ event, context }) => {
  await context.db
    .update(distribution, { address: event.log.address })
    .set({ swept: event.args.amount, sweptAt: event.block.timestamp });
});
