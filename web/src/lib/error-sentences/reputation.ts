/** The errors of Reputation: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<keyof Sentences, `Reputation${string}`>;

export const reputationSentences: Pick<Sentences, Name> = {
  ReputationSelfFeedback: ([serviceId, client], { hex }) =>
    `${hex(client)} owns service ${serviceId}, acts for its owner or is paid for it, and cannot rate it.`,
  ReputationOperator: ([serviceId, payer], { hex }) =>
    `${hex(payer)} acts for the owner of service ${serviceId}; its fees can be counted when it does so no more.`,
  ReputationDecimalsTooMany: ([decimals, maximum]) =>
    `The value has ${decimals} decimals; ${maximum} are the most.`,
  ReputationValueOutOfBounds: ([value, minimum, maximum]) =>
    `The value must lie between ${minimum} and ${maximum}, not at ${value}.`,
  ReputationUnknownFeedback: ([serviceId, client, index, last], { hex }) =>
    `There is no review ${index} of service ${serviceId} by ${hex(client)}; ${last} were given.`,
  ReputationRevokedAlready: ([, , index]) => `Review ${index} is revoked already.`,
  ReputationNoClients: () => "Name the clients whose feedback is to be summed up.",
  ReputationSummaryOverflow: () => "The average does not fit the answer's decimals.",
  ReputationEmptyResponse: () => "An answer needs the address of its text.",
  ReputationInsufficientCredit: ([serviceId, , credit, amount], { money }) =>
    `Of the fees paid to service ${serviceId}, ${money(credit)} is not reviewed yet; ${money(amount)} is needed.`,
  ReputationOtherClaim: ([claimId]) => `Claim ${claimId} had other rows than these.`,
  ReputationNoSuchRow: ([index, rows]) => `The claim has ${rows} rows; there is no row ${index}.`,
  ReputationOtherRow: ([index]) => `Row ${index} of the claim says something else.`,
  ReputationOtherTerms: () => "The row was charged on other terms.",
  ReputationNothingRefunded: ([claimId, index]) =>
    `Nothing more of row ${index} of claim ${claimId} was refunded.`,
  ReputationNoDebt: ([serviceId, client], { hex }) =>
    `No refund to ${hex(client)} for service ${serviceId} waits to be counted.`,
  ReputationNoWeight: ([, , index]) => `Review ${index} weighs nothing.`,
  ReputationNeverPaid: ([serviceId, voter], { hex }) =>
    `${hex(voter)} has paid no fees for service ${serviceId} that were counted.`,
  ReputationOwnFeedback: () => "Nobody votes on a review of his own.",
  ReputationMarkedAlready: ([, helpful]) =>
    `You have marked this review as ${helpful ? "helpful" : "not helpful"} already.`,
  ReputationNothingToCollect: ([, , reward, pool], { money }) =>
    BigInt(reward) === 0n
      ? "There is no reward to collect."
      : `${money(BigInt(reward))} of rewards is owed, and the pool holds ${money(pool)}.`,
  ReputationZeroAddress: () => "The zero address cannot be used here.",
  ReputationMaxWeightOutOfBounds: ([weight, minimum, maximum], { money }) =>
    `A review's most weight must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(weight)}.`,
  ReputationPriorOutOfBounds: ([mean, weight, minimum, maximum], { money }) =>
    `The prior must be of 0 to 100 points with a weight between ${money(minimum)} and ${money(maximum)}, not of ${mean} with ${money(weight)}.`,
  ReputationRewardRateOutOfBounds: ([bps, maximum]) =>
    `The reward is at most ${Number(maximum) / 100} % of a review's weight, not ${Number(bps) / 100} %.`,
  ReputationNotAnonymousReviews: () => "Only the contract of anonymous reviews may do this.",
  ReputationNotARating: () => "An anonymous review is a rating of 0 to 100.",
};
