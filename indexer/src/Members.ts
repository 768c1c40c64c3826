import { ponder, type Context, type Event } from "ponder:registry";
import { credentialAdapter, member, memberEvent, multiplierChange } from "ponder:schema";
import { zeroAddress, type Address } from "viem";
import { originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";

type Db = Context["db"];
type MemberEvent = Pick<Event, "id" | "block" | "transaction">;
type Told = Pick<typeof memberEvent.$inferInsert, "kind" | "amount" | "party" | "adapter">;

/** What is not of a membership that ended and starts anew. Fees stay: they were paid for good. */
const STAYING = { exitAt: null, exitedAt: null, recoveredTo: null };
const GONE = { since: null, exitAt: null, bond: 0n, adapter: null, nullifier: null };

ponder.on("Members:Enrolled", async ({ event, context }) => {
  const { account, bond, since } = event.args;
  const credential = credentialOf(event.args);
  const values = { bond, ...credential, since: BigInt(since), enrolledAt: event.block.timestamp, ...STAYING };
  await context.db
    .insert(member)
    .values({ account, ...values })
    .onConflictDoUpdate(values);
  await tell(event, context.db, account, { kind: "enrolled", amount: bond, adapter: credential.adapter });
});

ponder.on("Members:CredentialAdded", async ({ event, context }) => {
  const { account, adapter, nullifier } = event.args;
  await context.db.update(member, { account }).set({ adapter, nullifier });
  await tell(event, context.db, account, { kind: "credentialAdded", adapter });
});

ponder.on("Members:ExitStarted", async ({ event, context }) => {
  const { account, exitAt } = event.args;
  await context.db.update(member, { account }).set({ exitAt: BigInt(exitAt) });
  await tell(event, context.db, account, { kind: "exitStarted" });
});

ponder.on("Members:Exited", async ({ event, context }) => {
  const { account, bond } = event.args;
  await context.db.update(member, { account }).set({ ...GONE, exitedAt: event.block.timestamp });
  await tell(event, context.db, account, { kind: "exited", amount: bond });
});

ponder.on("Members:Recovered", async ({ event, context }) => {
  const { oldAccount, newAccount, adapter } = event.args;
  const { db } = context;
  const {
    account: _,
    fees,
    multiplierBps: _bps,
    ...moved
  } = (await db.find(member, { account: oldAccount }))!;
  await db.update(member, { account: oldAccount }).set({ ...GONE, fees: 0n, recoveredTo: newAccount });
  // The events of both multipliers follow.
  await db
    .insert(member)
    .values({ account: newAccount, ...moved, fees, ...STAYING })
    .onConflictDoUpdate((before) => ({ ...moved, fees: before.fees + fees, ...STAYING }));
  await tell(event, db, oldAccount, { kind: "recoveredTo", party: newAccount, adapter });
  await tell(event, db, newAccount, { kind: "recoveredFrom", party: oldAccount, adapter });
});

ponder.on("Members:FeesCounted", async ({ event, context }) => {
  const { account, amount, total: fees } = event.args;
  await context.db.update(member, { account }).set({ fees });
  await tell(event, context.db, account, { kind: "feesCounted", amount });
});

ponder.on("Members:MultiplierSet", async ({ event, context }) => {
  const { account, bps, since } = event.args;
  await context.db.update(member, { account }).set({ multiplierBps: bps });
  await context.db
    .insert(multiplierChange)
    .values({ id: event.id, account, bps, since: BigInt(since), ...originOf(event) });
});

// What governance sets

ponder.on("Members:AdapterSet", async ({ event, context }) => {
  const { adapter: address, allowed } = event.args;
  const values = { allowed, setAt: event.block.timestamp };
  await context.db
    .insert(credentialAdapter)
    .values({ address, ...values })
    .onConflictDoUpdate(values);
});

ponder.on("Members:BondSet", async ({ event, context }) => {
  await setParameter(event, context.db, "memberBond", event.args.amount);
});

ponder.on("Members:FeeStepsSet", async ({ event, context }) => {
  await setParameter(event, context.db, "firstFeeStep", event.args.first);
  await setParameter(event, context.db, "secondFeeStep", event.args.second);
});

async function tell(event: MemberEvent, db: Db, account: Address, told: Told): Promise<void> {
  await db.insert(memberEvent).values({ id: event.id, account, ...told, ...originOf(event) });
}

function credentialOf({ adapter, nullifier }: { adapter: Address; nullifier: Address }) {
  const none = adapter === zeroAddress;
  return { adapter: none ? null : adapter, nullifier: none ? null : nullifier };
}
