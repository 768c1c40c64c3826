import { ponder, type Context, type Event } from "ponder:registry";
import { bounty, bountyPurse, bountyStep } from "ponder:schema";
import { zeroAddress } from "viem";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

type Db = Context["db"];
type Step = Omit<typeof bountyStep.$inferInsert, "id" | "bountyId" | keyof ReturnType<typeof originOf>>;

/** Of a bounty that has no report. */
const NO_REPORT = { auditor: null, hash: null, uri: null, deadline: null };

ponder.on("AuditBounties:BountyOpened", async ({ event, context }) => {
  const { bountyId: id, sponsor, serviceId, terms } = event.args;
  const { version: versionNumber, reward, bond, named } = terms;
  const submitBy = BigInt(terms.submitBy);
  await context.db.insert(bounty).values({
    id,
    sponsor,
    serviceId,
    versionNumber,
    reward,
    bond,
    named: named === zeroAddress ? null : named,
    submitBy,
    state: "open",
    ...originOf(event),
  });
  const opened = { kind: "opened", party: sponsor, amount: reward, deadline: submitBy } as const;
  await step(event, context.db, id, opened);
});

ponder.on("AuditBounties:ReportSubmitted", async ({ event, context }) => {
  const { bountyId: id, auditor, hash, uri, bond: amount } = event.args;
  const deadline = BigInt(event.args.reviewBy);
  await context.db.update(bounty, { id }).set({ state: "submitted", auditor, hash, uri, deadline });
  const submitted = { kind: "submitted", party: auditor, amount, deadline, hash, uri } as const;
  await step(event, context.db, id, submitted);
});

ponder.on("AuditBounties:ReportDisputed", async ({ event, context }) => {
  const { bountyId: id, sponsor: party } = event.args;
  const deadline = BigInt(event.args.ruleBy);
  await context.db.update(bounty, { id }).set({ state: "disputed", deadline });
  await step(event, context.db, id, { kind: "disputed", party, deadline });
});

ponder.on("AuditBounties:ReportAccepted", async ({ event, context }) => {
  const { bountyId: id, auditor, by: party, amount } = event.args;
  const { db } = context;
  await db.update(bounty, { id }).set({ state: "accepted", deadline: null, endedAt: event.block.timestamp });
  await step(event, db, id, { kind: "accepted", party, amount });
  await owe(db, auditor, amount);
});

/** At the acceptance, or later when the records refused it then. */
ponder.on("AuditBounties:ReportAttested", async ({ event, context }) => {
  const { bountyId: id, attestationId } = event.args;
  await context.db.update(bounty, { id }).set({ attestationId });
});

ponder.on("AuditBounties:ReportRejected", async ({ event, context }) => {
  const { bountyId: id, auditor: party, sponsor, bond: amount } = event.args;
  const { db } = context;
  await db
    .update(bounty, { id })
    .set((row) => ({ state: "open" as const, rejected: row.rejected + 1, ...NO_REPORT }));
  await step(event, db, id, { kind: "rejected", party, amount });
  await owe(db, sponsor, amount);
});

ponder.on("AuditBounties:BountyRefunded", async ({ event, context }) => {
  const { bountyId: id, sponsor, auditor, reward, bond } = event.args;
  const { db } = context;
  await db.update(bounty, { id }).set({ state: "refunded", deadline: null, endedAt: event.block.timestamp });
  await step(event, db, id, { kind: "refunded", party: sponsor, amount: reward });
  await owe(db, sponsor, reward);
  if (auditor !== zeroAddress) await owe(db, auditor, bond);
});

ponder.on("AuditBounties:Collected", async ({ event, context }) => {
  const { account, amount } = event.args;
  await context.db.update(bountyPurse, { account }).set(plus({ owed: -amount, collected: amount }));
});

async function step(
  event: Pick<Event, "id" | "block" | "transaction">,
  db: Db,
  bountyId: bigint,
  taken: Step,
): Promise<void> {
  await db.insert(bountyStep).values({ id: event.id, bountyId, ...taken, ...originOf(event) });
}

async function owe(db: Db, account: `0x${string}`, amount: bigint): Promise<void> {
  await db
    .insert(bountyPurse)
    .values({ account, owed: amount })
    .onConflictDoUpdate(plus({ owed: amount }));
}
