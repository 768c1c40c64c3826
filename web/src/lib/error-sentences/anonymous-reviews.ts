/** The errors of anonymous reviews: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<keyof Sentences, `AnonymousReviews${string}`>;

export const anonymousReviewSentences: Pick<Sentences, Name> = {
  AnonymousReviewsNotOpen: () => "Another group of reviewers is open by now. Try again.",
  AnonymousReviewsJoinedAlready: () => "You are in this group already. Each account joins it once.",
  AnonymousReviewsCommitmentInvalid: () => "This commitment is no number of the proof's field.",
  AnonymousReviewsCommitmentTaken: () =>
    "Somebody has joined with this commitment. Join again with the next one.",
  AnonymousReviewsGroupFull: ([, , maximum]) => `The group is full: it has ${maximum} members.`,
  AnonymousReviewsUnknownGroup: () => "There is no such group of reviewers.",
  AnonymousReviewsSetTooSmall: ([, , size, minimum]) =>
    `The group has ${size} members; ${minimum} are needed before anybody reviews, and until then it stays open.`,
  AnonymousReviewsTooEarly: ([, earliest], { time }) =>
    `The group gives its reviews from ${time(earliest)} on.`,
  AnonymousReviewsNullifierUsed: () => "You have given your review of this group. Each member has one.",
  AnonymousReviewsInvalidProof: () => "The proof does not fit this review and group. Make it again.",
  AnonymousReviewsDenominationOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `A review's denomination is between ${money(minimum)} and ${money(maximum)}, not ${money(amount)}.`,
};
