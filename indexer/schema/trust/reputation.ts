/** What clients say of services, what it weighs, and what others make of it: Reputation. */
import { index, onchainTable, primaryKey } from "ponder";
import { count, origin, sum } from "../columns.ts";

// Texts are anybody's, of any size: none of them is in an index, where a long one would find no place.

export const review = onchainTable(
  "review",
  (t) => ({
    serviceId: t.bigint().notNull(),
    /** Who gave it; of an anonymous one a pseudonym that follows from its proof. */
    client: t.hex().notNull(),
    /** Of the client's reviews of the service, from 1. */
    feedbackIndex: t.bigint().notNull(),
    /** Fixed point with `valueDecimals` decimals. */
    value: t.bigint().notNull(),
    valueDecimals: t.integer().notNull(),
    /** `starred` with 0 to 100 is what the score reads. */
    tag1: t.text().notNull(),
    tag2: t.text().notNull(),
    endpoint: t.text().notNull(),
    uri: t.text().notNull(),
    hash: t.hex().notNull(),
    /** What it counts in the score, base units of fees: when it was given, and now. Zero for one that no fees stand behind. */
    weightGiven: sum(t),
    weight: sum(t),
    /** Of 30 days since 1970, in which it was given; null for one that never weighed. */
    period: t.integer(),
    /** Of the service's owner then. */
    tenure: t.integer(),
    anonymous: t.boolean().notNull().default(false),
    revokedAt: t.bigint(),
    /** By the Court: it weighs nothing. */
    struckAt: t.bigint(),
    helpful: count(t),
    unhelpful: count(t),
    responses: count(t),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.client, table.feedbackIndex] }),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byServiceIdWeight: index().on(table.serviceId, table.weight),
    byServiceIdHelpful: index().on(table.serviceId, table.helpful),
    byClientTime: index().on(table.client, table.time),
  }),
);

/** An answer to a review. Anyone may give one. */
export const reviewResponse = onchainTable(
  "review_response",
  (t) => ({
    serviceId: t.bigint().notNull(),
    client: t.hex().notNull(),
    feedbackIndex: t.bigint().notNull(),
    /** Of the review's responses, from 1. */
    number: t.integer().notNull(),
    responder: t.hex().notNull(),
    /** Whether the responder controlled the service then, or was paid for it. */
    fromPublisher: t.boolean().notNull().default(false),
    uri: t.text().notNull(),
    hash: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.client, table.feedbackIndex, table.number] }),
    byResponderTime: index().on(table.responder, table.time),
  }),
);

/** One payer's newest word on whether a review helps. */
export const helpfulVote = onchainTable(
  "helpful_vote",
  (t) => ({
    serviceId: t.bigint().notNull(),
    client: t.hex().notNull(),
    feedbackIndex: t.bigint().notNull(),
    voter: t.hex().notNull(),
    helpful: t.boolean().notNull(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.client, table.feedbackIndex, table.voter] }),
    byVoter: index().on(table.voter),
  }),
);

/** What somebody has paid to one service in fees, as far as it was counted for reviews. */
export const reviewCredit = onchainTable(
  "review_credit",
  (t) => ({
    serviceId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    /** Not reviewed yet. */
    credit: sum(t),
    /** Counts no more, for money that was refunded, and is not taken from him yet. */
    debt: sum(t),
    /** The part of the credit that a review is rewarded for, and until when; null for one who never paid. */
    fresh: sum(t),
    freshUntil: t.bigint(),
    /** That he can collect, for reviews of the service. */
    reward: sum(t),
    /** Fees ever counted; `discounted` of them count no more, and those that were `voided` never did. */
    counted: sum(t),
    discounted: sum(t),
    voided: sum(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.payer] }),
    byPayer: index().on(table.payer),
  }),
);

/** An author of reviews, over all services: what his score and his rewards are made of. */
export const reviewer = onchainTable(
  "reviewer",
  (t) => ({
    account: t.hex().primaryKey(),
    reviews: count(t),
    revoked: count(t),
    struck: count(t),
    /** Of his reviews, as they are now. */
    weight: sum(t),
    /** Votes on his reviews. */
    helpful: count(t),
    unhelpful: count(t),
    /** Votes that he gave. */
    votes: count(t),
    rewarded: sum(t),
    collected: sum(t),
    anonymous: t.boolean().notNull().default(false),
    knownSince: t.bigint().notNull(),
  }),
  (table) => ({ byHelpful: index().on(table.helpful) }),
);

export const rewardPayment = onchainTable(
  "reward_payment",
  (t) => ({
    id: t.text().primaryKey(),
    account: t.hex().notNull(),
    /** Of the reviews that are rewarded. */
    serviceId: t.bigint().notNull(),
    recipient: t.hex().notNull(),
    amount: t.bigint().notNull(),
    /** What the pool had no money for, and stays his. */
    left: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byAccountTime: index().on(table.account, table.time) }),
);

/** The reviews of 30 days that weigh something: what the score is made of, as the contract keeps it. */
export const scorePeriod = onchainTable(
  "score_period",
  (t) => ({
    serviceId: t.bigint().notNull(),
    /** Of the service's owner. */
    tenure: t.integer().notNull(),
    /** Of 30 days since 1970. */
    period: t.integer().notNull(),
    weight: sum(t),
    /** Each review's value times its weight. */
    weighted: sum(t),
    reviews: count(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.tenure, table.period] }) }),
);

/** People who have paid for a service and may each review it once, of whom nobody can say which wrote which. */
export const reviewerGroup = onchainTable(
  "reviewer_group",
  (t) => ({
    serviceId: t.bigint().notNull(),
    /** In which its first member joined. */
    epoch: t.bigint().notNull(),
    /** In the Semaphore contract. */
    semaphoreId: t.bigint().notNull(),
    /** What each member has spent of his credit, and what each review weighs. */
    denomination: t.bigint().notNull(),
    /** From then on nobody joins; null while it has too few members to close. */
    closesAt: t.bigint(),
    members: count(t),
    reviews: count(t),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.epoch] }) }),
);

/** All of a group by `index`, from 0, make its Merkle tree. */
export const reviewerGroupMember = onchainTable(
  "reviewer_group_member",
  (t) => ({
    serviceId: t.bigint().notNull(),
    epoch: t.bigint().notNull(),
    index: t.integer().notNull(),
    reviewer: t.hex().notNull(),
    /** Semaphore's identity commitment. */
    commitment: t.bigint().notNull(),
    spent: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.epoch, table.index] }),
    byReviewer: index().on(table.reviewer),
  }),
);

/** A review that was given from a group: which one it is stands in `review` under the same service and client. */
export const anonymousReview = onchainTable(
  "anonymous_review",
  (t) => ({
    serviceId: t.bigint().notNull(),
    client: t.hex().notNull(),
    epoch: t.bigint().notNull(),
    nullifier: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.client] }),
    byGroup: index().on(table.serviceId, table.epoch),
  }),
);
