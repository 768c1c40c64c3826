/** Groups whose members review under pseudonyms. */
import { ponder } from "ponder:registry";
import { anonymousReview, reviewerGroup, reviewerGroupMember } from "ponder:schema";
import { originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";

ponder.on("AnonymousReviews:ReviewerGroupOpened", async ({ event, context }) => {
  const { serviceId, epoch, semaphoreId, denomination } = event.args;
  await context.db.insert(reviewerGroup).values({
    serviceId,
    epoch,
    semaphoreId,
    denomination: BigInt(denomination),
    ...originOf(event),
  });
});

ponder.on("AnonymousReviews:ReviewerJoined", async ({ event, context }) => {
  const { serviceId, epoch, reviewer, commitment, closesAt } = event.args;
  const index = Number(event.args.index);
  await context.db.insert(reviewerGroupMember).values({
    serviceId,
    epoch,
    index,
    reviewer,
    commitment,
    spent: BigInt(event.args.spent),
    ...originOf(event),
  });
  await context.db.update(reviewerGroup, { serviceId, epoch }).set({
    members: index + 1,
    closesAt: closesAt === 0 ? null : BigInt(closesAt),
  });
});

/** Comes before the events of the feedback at Reputation, which know it by this row. */
ponder.on("AnonymousReviews:AnonymousFeedbackGiven", async ({ event, context }) => {
  const { serviceId, epoch, client, nullifier } = event.args;
  await context.db
    .insert(anonymousReview)
    .values({ serviceId, client, epoch, nullifier, ...originOf(event) })
    .onConflictDoUpdate({ epoch, nullifier });
});

ponder.on("AnonymousReviews:DenominationSet", async ({ event, context }) => {
  await setParameter(event, context.db, "reviewGroupDenomination", BigInt(event.args.amount));
});
