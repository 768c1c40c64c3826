import { ponder } from "ponder:registry";
import {
  anonymousReview,
  helpfulVote,
  review,
  reviewer,
  reviewerGroup,
  reviewResponse,
  service,
} from "ponder:schema";
import { originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";
import { plus } from "./plus.ts";
import { knowReviewer } from "./reviewers.ts";
import { changeScore, takeWeight } from "./weights.ts";

ponder.on("Reputation:NewFeedback", async ({ event, context }) => {
  const { agentId: serviceId, clientAddress: client, feedbackIndex, value, valueDecimals } = event.args;
  const { tag1, tag2, endpoint, feedbackURI: uri, feedbackHash: hash } = event.args;
  const { db } = context;
  // The event of a proof comes first.
  const proven = await db.find(anonymousReview, { serviceId, client });
  const anonymous = proven !== null;
  await db.insert(review).values({
    serviceId,
    client,
    feedbackIndex,
    value,
    valueDecimals,
    tag1,
    tag2,
    endpoint,
    uri,
    hash,
    anonymous,
    ...originOf(event),
  });
  await knowReviewer(event, db, client, anonymous);
  await db.update(reviewer, { account: client }).set(plus({ reviews: 1 }));
  await db.update(service, { id: serviceId }).set(plus({ reviews: 1 }));
  if (!proven) return;
  await db.update(reviewerGroup, { serviceId, epoch: proven.epoch }).set(plus({ reviews: 1 }));
});

ponder.on("Reputation:FeedbackWeighed", async ({ event, context }) => {
  const { serviceId, client, feedbackIndex, period, tenure } = event.args;
  const weight = BigInt(event.args.weight);
  const { db } = context;
  const row = await db
    .update(review, { serviceId, client, feedbackIndex })
    .set({ weightGiven: weight, weight, period, tenure });
  await db.update(reviewer, { account: client }).set(plus({ weight }));
  await changeScore(event, db, { serviceId, tenure, period, value: row.value }, weight, 1);
});

ponder.on("Reputation:FeedbackRevoked", async ({ event, context }) => {
  const { agentId: serviceId, clientAddress: client, feedbackIndex } = event.args;
  const { db } = context;
  const before = await takeWeight(event, db, { serviceId, client, feedbackIndex });
  await db.update(review, { serviceId, client, feedbackIndex }).set({ revokedAt: event.block.timestamp });
  await db.update(reviewer, { account: client }).set(plus({ revoked: 1 }));
  if (before.struckAt === null) await db.update(service, { id: serviceId }).set(plus({ reviews: -1 }));
});

ponder.on("Reputation:FeedbackStruck", async ({ event, context }) => {
  const { serviceId, client, feedbackIndex } = event.args;
  const { db } = context;
  const before = await takeWeight(event, db, { serviceId, client, feedbackIndex });
  // A ruling may strike what was struck already.
  if (before.struckAt !== null) return;
  await db.update(review, { serviceId, client, feedbackIndex }).set({ struckAt: event.block.timestamp });
  await db.update(reviewer, { account: client }).set(plus({ struck: 1 }));
  if (before.revokedAt === null) await db.update(service, { id: serviceId }).set(plus({ reviews: -1 }));
});

// What others make of it

ponder.on("Reputation:ResponseAppended", async ({ event, context }) => {
  const { agentId: serviceId, clientAddress: client, feedbackIndex, responder } = event.args;
  const { responseURI: uri, responseHash: hash } = event.args;
  const key = { serviceId, client, feedbackIndex };
  const { responses: number } = await context.db.update(review, key).set(plus({ responses: 1 }));
  await context.db
    .insert(reviewResponse)
    .values({ ...key, number, responder, uri, hash, ...originOf(event) });
});

/** Follows the response that it is about. */
ponder.on("Reputation:PublisherAnswered", async ({ event, context }) => {
  const { serviceId, client, feedbackIndex } = event.args;
  const key = { serviceId, client, feedbackIndex };
  const { responses: number } = (await context.db.find(review, key))!;
  await context.db.update(reviewResponse, { ...key, number }).set({ fromPublisher: true });
});

ponder.on("Reputation:HelpfulMarked", async ({ event, context }) => {
  const { voter, helpful, helpfulCount, unhelpfulCount, ...key } = event.args;
  const { db } = context;
  // Read before the update, which changes the row that was found.
  const { helpful: was, unhelpful: wasNot } = (await db.find(review, key))!;
  await db.update(review, key).set({ helpful: helpfulCount, unhelpful: unhelpfulCount });
  await db
    .update(reviewer, { account: key.client })
    .set(plus({ helpful: helpfulCount - was, unhelpful: unhelpfulCount - wasNot }));
  const known = await db.find(helpfulVote, { ...key, voter });
  const vote = { helpful, ...originOf(event) };
  await db
    .insert(helpfulVote)
    .values({ ...key, voter, ...vote })
    .onConflictDoUpdate(vote);
  await knowReviewer(event, db, voter);
  if (!known) await db.update(reviewer, { account: voter }).set(plus({ votes: 1 }));
});

// Parameters

ponder.on("Reputation:MaxWeightSet", async ({ event, context }) => {
  await setParameter(event, context.db, "reviewMaxWeight", BigInt(event.args.maxWeight));
});

ponder.on("Reputation:PriorSet", async ({ event, context }) => {
  const { mean, weight } = event.args;
  await setParameter(event, context.db, "reviewPriorMean", BigInt(mean));
  await setParameter(event, context.db, "reviewPriorWeight", BigInt(weight));
});

ponder.on("Reputation:RewardRateSet", async ({ event, context }) => {
  await setParameter(event, context.db, "reviewRewardBps", BigInt(event.args.bps));
});
