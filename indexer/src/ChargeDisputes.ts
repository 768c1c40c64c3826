import { ponder, type Context, type Event } from "ponder:registry";
import { chargeDispute, disputePurse } from "ponder:schema";
import { originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";
import { plus } from "./plus.ts";
import { disputeReasonOf } from "./words.ts";

type Db = Context["db"];
type Account = (typeof disputePurse.$inferSelect)["account"];

ponder.on("ChargeDisputes:DisputeOpened", async ({ event, context }) => {
  const { disputeId: id, payer, gateway, claimId, row, position, reason, bond, answerBy } = event.args;
  const { key, serviceId, epoch, termsHash, before, charged } = row;
  await context.db.insert(chargeDispute).values({
    id,
    payer,
    gateway,
    claimId,
    row: Number(row.index),
    key,
    serviceId,
    epoch,
    termsHash,
    before,
    charged,
    position,
    reason: disputeReasonOf(reason),
    state: "open",
    bond,
    deadline: BigInt(answerBy),
    ...originOf(event),
  });
});

ponder.on("ChargeDisputes:DisputeAnswered", async ({ event, context }) => {
  const { disputeId: id, by, receipt, refuteBy } = event.args;
  await context.db.update(chargeDispute, { id }).set({
    state: "answered",
    deadline: BigInt(refuteBy),
    answeredBy: by,
    answeredAt: event.block.timestamp,
    callId: receipt.callId,
    price: receipt.price,
  });
});

ponder.on("ChargeDisputes:DisputeRefuted", async ({ event, context }) => {
  const { disputeId: id, receipt } = event.args;
  await context.db.update(chargeDispute, { id }).set({ refutingCallId: receipt.callId });
});

ponder.on("ChargeDisputes:DisputeContested", async ({ event, context }) => {
  const { disputeId: id, payee, frozen, bond, ruleBy } = event.args;
  await context.db
    .update(chargeDispute, { id })
    .set({ state: "contested", deadline: BigInt(ruleBy), payee, frozen, bond });
});

// The ends of a dispute

ponder.on("ChargeDisputes:DisputeRefunded", async ({ event, context }) => {
  const { disputeId, payer, amount, bond } = event.args;
  await end(event, context.db, disputeId, { state: "refunded", refunded: amount });
  await owe(context.db, payer, bond);
});

ponder.on("ChargeDisputes:DisputeDismissed", async ({ event, context }) => {
  const { disputeId, gateway, bond } = event.args;
  await end(event, context.db, disputeId, { state: "dismissed" });
  await owe(context.db, gateway, bond);
});

ponder.on("ChargeDisputes:DisputeRuled", async ({ event, context }) => {
  const { disputeId, publisherAtFault, refunded } = event.args;
  const { db } = context;
  const state = publisherAtFault ? "refunded" : "dismissed";
  const { payer, gateway, payee, bond } = await end(event, db, disputeId, { state, refunded });
  if (publisherAtFault) return owe(db, payer, bond);
  await owe(db, gateway, bond / 2n);
  await owe(db, payee!, bond / 2n);
});

ponder.on("ChargeDisputes:DisputeLapsed", async ({ event, context }) => {
  const { db } = context;
  const { payer, gateway, bond } = await end(event, db, event.args.disputeId, { state: "dismissed" });
  await owe(db, gateway, bond / 2n);
  await owe(db, payer, bond / 2n);
});

ponder.on("ChargeDisputes:Collected", async ({ event, context }) => {
  const { account, amount } = event.args;
  await context.db.update(disputePurse, { account }).set(plus({ owed: -amount, collected: amount }));
});

ponder.on("ChargeDisputes:DisputeBondSet", async ({ event, context }) => {
  await setParameter(event, context.db, "disputeBond", event.args.amount);
});

function end(
  event: Pick<Event, "block">,
  db: Db,
  id: bigint,
  outcome: Pick<Partial<typeof chargeDispute.$inferInsert>, "state" | "refunded">,
) {
  return db.update(chargeDispute, { id }).set({ ...outcome, endedAt: event.block.timestamp });
}

async function owe(db: Db, account: Account, bond: bigint): Promise<void> {
  await db
    .insert(disputePurse)
    .values({ account, owed: bond })
    .onConflictDoUpdate(plus({ owed: bond }));
}
