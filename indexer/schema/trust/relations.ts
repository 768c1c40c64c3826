/** Which tables of reviews, cases and bounties belong together. */
import { relations } from "ponder";
import { chargeDispute } from "../disputes.ts";
import { gateway } from "../gateways.ts";
import { service } from "../services.ts";
import { bounty, bountyStep } from "./bounties.ts";
import { caseHarmed, caseStep, courtCase, evidence } from "./court.ts";
import {
  anonymousReview,
  helpfulVote,
  review,
  reviewCredit,
  reviewer,
  reviewerGroup,
  reviewerGroupMember,
  reviewResponse,
  rewardPayment,
  scorePeriod,
} from "./reputation.ts";

export const reviewRelations = relations(review, ({ one, many }) => ({
  service: one(service, { fields: [review.serviceId], references: [service.id] }),
  author: one(reviewer, { fields: [review.client], references: [reviewer.account] }),
  proof: one(anonymousReview, {
    fields: [review.serviceId, review.client],
    references: [anonymousReview.serviceId, anonymousReview.client],
  }),
  answers: many(reviewResponse),
  votes: many(helpfulVote),
}));

export const reviewResponseRelations = relations(reviewResponse, ({ one }) => ({
  review: one(review, {
    fields: [reviewResponse.serviceId, reviewResponse.client, reviewResponse.feedbackIndex],
    references: [review.serviceId, review.client, review.feedbackIndex],
  }),
}));

export const helpfulVoteRelations = relations(helpfulVote, ({ one }) => ({
  review: one(review, {
    fields: [helpfulVote.serviceId, helpfulVote.client, helpfulVote.feedbackIndex],
    references: [review.serviceId, review.client, review.feedbackIndex],
  }),
}));

export const reviewerRelations = relations(reviewer, ({ many }) => ({
  given: many(review),
  payments: many(rewardPayment),
}));

export const rewardPaymentRelations = relations(rewardPayment, ({ one }) => ({
  of: one(reviewer, { fields: [rewardPayment.account], references: [reviewer.account] }),
}));

export const reviewCreditRelations = relations(reviewCredit, ({ one }) => ({
  service: one(service, { fields: [reviewCredit.serviceId], references: [service.id] }),
}));

export const scorePeriodRelations = relations(scorePeriod, ({ one }) => ({
  service: one(service, { fields: [scorePeriod.serviceId], references: [service.id] }),
}));

export const reviewerGroupRelations = relations(reviewerGroup, ({ one, many }) => ({
  service: one(service, { fields: [reviewerGroup.serviceId], references: [service.id] }),
  joined: many(reviewerGroupMember),
  given: many(anonymousReview),
}));

export const reviewerGroupMemberRelations = relations(reviewerGroupMember, ({ one }) => ({
  group: one(reviewerGroup, {
    fields: [reviewerGroupMember.serviceId, reviewerGroupMember.epoch],
    references: [reviewerGroup.serviceId, reviewerGroup.epoch],
  }),
}));

export const anonymousReviewRelations = relations(anonymousReview, ({ one }) => ({
  group: one(reviewerGroup, {
    fields: [anonymousReview.serviceId, anonymousReview.epoch],
    references: [reviewerGroup.serviceId, reviewerGroup.epoch],
  }),
}));

export const courtCaseRelations = relations(courtCase, ({ one, many }) => ({
  service: one(service, { fields: [courtCase.serviceId], references: [service.id] }),
  review: one(review, {
    fields: [courtCase.serviceId, courtCase.client, courtCase.feedbackIndex],
    references: [review.serviceId, review.client, review.feedbackIndex],
  }),
  accused: one(gateway, { fields: [courtCase.gateway], references: [gateway.id] }),
  charge: one(chargeDispute, { fields: [courtCase.chargeDisputeId], references: [chargeDispute.id] }),
  bounty: one(bounty, { fields: [courtCase.bountyId], references: [bounty.id] }),
  steps: many(caseStep),
  evidences: many(evidence),
  harmed: many(caseHarmed),
}));

export const caseStepRelations = relations(caseStep, ({ one }) => ({
  case: one(courtCase, { fields: [caseStep.caseId], references: [courtCase.id] }),
}));

export const evidenceRelations = relations(evidence, ({ one }) => ({
  case: one(courtCase, { fields: [evidence.caseId], references: [courtCase.id] }),
}));

export const caseHarmedRelations = relations(caseHarmed, ({ one }) => ({
  case: one(courtCase, { fields: [caseHarmed.caseId], references: [courtCase.id] }),
}));

export const bountyRelations = relations(bounty, ({ one, many }) => ({
  service: one(service, { fields: [bounty.serviceId], references: [service.id] }),
  steps: many(bountyStep),
  cases: many(courtCase),
}));

export const bountyStepRelations = relations(bountyStep, ({ one }) => ({
  bounty: one(bounty, { fields: [bountyStep.bountyId], references: [bounty.id] }),
}));
