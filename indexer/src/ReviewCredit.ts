/** What payers have paid and not reviewed, and what reviews are rewarded: Reputation. */
import { ponder, type Context } from "ponder:registry";
import { reviewCredit, reviewer, rewardPayment } from "ponder:schema";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";
import { knowReviewer } from "./reviewers.ts";
import { takeWeight } from "./weights.ts";

type Db = Context["db"];
type Credit = typeof reviewCredit.$inferSelect;

ponder.on("Reputation:FeesCollected", async ({ event, context }) => {
  const { payer, serviceId, amount, debtPaid, credit, fresh, freshUntil } = event.args;
  await setCredit(context.db, serviceId, payer, (row) => ({
    credit,
    fresh: BigInt(fresh),
    freshUntil: BigInt(freshUntil),
    debt: row.debt - debtPaid,
    counted: row.counted + amount,
  }));
});

ponder.on("Reputation:FeesVoided", async ({ event, context }) => {
  const { payer, serviceId, amount } = event.args;
  await setCredit(context.db, serviceId, payer, (row) => ({ voided: row.voided + amount }));
});

ponder.on("Reputation:CreditSpent", async ({ event, context }) => {
  const { payer, serviceId, credit, fresh, granted, reward } = event.args;
  await setCredit(context.db, serviceId, payer, () => ({
    credit,
    fresh: BigInt(fresh),
    reward: BigInt(reward),
  }));
  if (granted === 0) return;
  await knowReviewer(event, context.db, payer);
  await context.db.update(reviewer, { account: payer }).set(plus({ rewarded: BigInt(granted) }));
});

ponder.on("Reputation:FeesDiscounted", async ({ event, context }) => {
  const { payer, serviceId, amount, credit, debt } = event.args;
  await setCredit(context.db, serviceId, payer, (row) => ({
    credit,
    debt,
    // As on chain: no more is fresh than there is.
    fresh: row.fresh > credit ? credit : row.fresh,
    discounted: row.discounted + amount,
  }));
});

ponder.on("Reputation:FeedbackLightened", async ({ event, context }) => {
  const { serviceId, client, feedbackIndex, taken, debt } = event.args;
  await takeWeight(event, context.db, { serviceId, client, feedbackIndex }, BigInt(taken));
  await setCredit(context.db, serviceId, client, () => ({ debt }));
});

ponder.on("Reputation:RewardCollected", async ({ event, context }) => {
  const { client: account, serviceId, to: recipient, amount } = event.args;
  const left = BigInt(event.args.reward);
  await knowReviewer(event, context.db, account);
  await context.db.update(reviewer, { account }).set(plus({ collected: amount }));
  await setCredit(context.db, serviceId, account, () => ({ reward: left }));
  await context.db
    .insert(rewardPayment)
    .values({ id: event.id, account, serviceId, recipient, amount, left, ...originOf(event) });
});

const NOTHING = {
  credit: 0n,
  debt: 0n,
  fresh: 0n,
  freshUntil: null,
  reward: 0n,
  counted: 0n,
  discounted: 0n,
  voided: 0n,
};

async function setCredit(
  db: Db,
  serviceId: bigint,
  payer: Credit["payer"],
  change: (row: Omit<Credit, "serviceId" | "payer">) => Partial<Omit<Credit, "serviceId" | "payer">>,
): Promise<void> {
  await db
    .insert(reviewCredit)
    .values({ serviceId, payer, ...NOTHING, ...change(NOTHING) })
    .onConflictDoUpdate(change);
}
