/** The errors of fees and earnings: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";
import { ZERO_ADDRESS, ZERO_AMOUNT } from "./zero.ts";

export const earningsSentences = {
  FeeScheduleFeeTooHigh: ([fee, maximum]) => `A fee of ${fee} basis points is over the limit of ${maximum}.`,
  FeeScheduleGatewayShareOutOfBounds: ([share, minimum, maximum]) =>
    `The gateway's share must lie between ${minimum} and ${maximum} basis points, not at ${share}.`,
  FeeScheduleIntegratorShareTooHigh: ([share, maximum]) =>
    `The integrator's share of ${share} basis points is over the limit of ${maximum}.`,
  FeeScheduleSharesExceedFee: ([sum, maximum]) => `The shares add up to ${sum} of ${maximum} basis points.`,
  FeeScheduleUnknownVersion: ([, version, latest]) =>
    `Fee version ${version} was never published; ${latest} is the newest.`,
  EarningsNotChargeDisputes: ([caller], { hex }) => `${hex(caller)} may not freeze earnings.`,
  EarningsStillFrozen: ([, until], { time }) => `These earnings wait for a ruling until ${time(until)}.`,
  EarningsNotFrozen: ([, frozen, requested], { money }) =>
    `${money(requested)} of the frozen ${money(frozen)} cannot be paid.`,
  EarningsNotSource: ([caller], { hex }) => `${hex(caller)} earns nothing for publishers.`,
  EarningsRewardsShort: ([accrued, requested], { money }) =>
    `${money(accrued)} has accrued for rewards, and ${money(requested)} is to be paid.`,
  EarningsNothingMatured: () => "Nothing has matured yet.",
  EarningsNothingAccrued: () => "There is no share to pay out.",
  EarningsZeroAddress: () => ZERO_ADDRESS,
  EarningsZeroAmount: () => ZERO_AMOUNT,
  EarningsNotPayTo: ([caller], { hex }) => `${hex(caller)} is not the payment address of these terms.`,
  EarningsInsufficient: ([, serviceId, held, requested], { money }) =>
    `Only ${money(held)} is earned with service ${serviceId}, ${money(requested)} was asked for.`,
  EarningsNonceUsed: ([, nonce]) => `The message number ${nonce} has been used already.`,
  EarningsDeadlinePassed: ([deadline], { time }) => `The signature ended at ${time(deadline)}.`,
  EarningsSignature: ([payee], { hex }) => `The message is not signed by ${hex(payee)}.`,
  EarningsTransferShort: ([received, expected], { money }) =>
    `The token delivered ${money(received)} instead of ${money(expected)}.`,
  EarningsHoldOutOfBounds: ([hold, minimum, maximum], { days }) =>
    `Earnings must be held between ${days(minimum)} and ${days(maximum)}, not ${days(hold)}.`,
} satisfies Partial<Sentences>;
