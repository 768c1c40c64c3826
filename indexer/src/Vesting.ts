import { ponder } from "ponder:registry";
import { holder, vesting, vestingRelease } from "ponder:schema";
import { book } from "../deployment.ts";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

/** What it was given later, StoaToken's transfers add. */
ponder.on("Vesting:VestingOpened", async ({ event, context }) => {
  const { address } = event.log;
  const before = await context.db.find(holder, { account: address });
  const { name } = book[address.toLowerCase()]!;
  await context.db.insert(vesting).values({ address, name, granted: before?.balance ?? 0n, ...event.args });
});

ponder.on("Vesting:Released", async ({ event, context }) => {
  const { beneficiary, amount } = event.args;
  const { address } = event.log;
  await context.db.update(vesting, { address }).set(plus({ released: amount }));
  await context.db
    .insert(vestingRelease)
    .values({ id: event.id, vesting: address, beneficiary, amount, ...originOf(event) });
});

ponder.on("Vesting:Revoked", async ({ event, context }) => {
  const { returned } = event.args;
  await context.db
    .update(vesting, { address: event.log.address })
    .set({ returned, revokedAt: event.block.timestamp });
});

ponder.on("Vesting:HandoverOffered", async ({ event, context }) => {
  const { successor, acceptFrom } = event.args;
  await context.db.update(vesting, { address: event.log.address }).set({ successor, acceptFrom });
});

ponder.on("Vesting:HandoverWithdrawn", async ({ event, context }) => {
  await context.db.update(vesting, { address: event.log.address }).set({ successor: null, acceptFrom: null });
});

ponder.on("Vesting:BeneficiaryChanged", async ({ event, context }) => {
  const { beneficiary } = event.args;
  await context.db
    .update(vesting, { address: event.log.address })
    .set({ beneficiary, successor: null, acceptFrom: null });
});
