/** The errors of charge disputes: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";
import { ZERO_ADDRESS } from "./zero.ts";

/** In the order of `State` in IChargeDisputes.sol. */
const disputeStates = [
  "There is no such dispute",
  "The dispute waits for an answer",
  "The dispute is answered",
  "The dispute waits for a ruling",
  "The payer won the dispute",
  "The gateway won the dispute",
];

export const chargeDisputeSentences = {
  ChargeDisputesOtherClaim: ([claimId]) => `The vault knows claim ${claimId} with other numbers than these.`,
  ChargeDisputesNoSuchRow: ([index, rows]) => `The claim has ${rows} rows, and none with the index ${index}.`,
  ChargeDisputesOtherRow: ([index]) => `Row ${index} of the claim has other numbers than these.`,
  ChargeDisputesNotPayer: ([payer], { hex }) => `Only ${hex(payer)}, who paid, can dispute this charge.`,
  ChargeDisputesPositionOutside: ([position, before, charged], { money }) =>
    `This row took what lies between ${money(before)} and ${money(charged)}; ${money(position)} is outside.`,
  ChargeDisputesRowOpen: () => "A dispute of this row waits for its answer; the next can follow it.",
  ChargeDisputesRowRefunded: () => "This row was refunded already.",
  ChargeDisputesRowWorn: ([, , maximum]) => `This row was disputed ${maximum} times, and cannot be again.`,
  ChargeDisputesState: ([, state]) => `${disputeStates[state] ?? `The dispute is in state ${state}`}.`,
  ChargeDisputesTooEarly: ([, earliest], { time }) => `The dispute can be ended from ${time(earliest)} on.`,
  ChargeDisputesTooLate: ([, latest], { time }) => `There was time for this until ${time(latest)}.`,
  ChargeDisputesOtherLedger: () => "The receipt is of another payer, key, gateway or service than the row.",
  ChargeDisputesOtherEpoch: ([receipted, claimed]) =>
    `The receipt is of epoch ${receipted}, the row of epoch ${claimed}.`,
  ChargeDisputesNotReceiptKey: ([gateway, signer, issuedAt], { hex, time }) =>
    `${hex(signer)} did not sign receipts for gateway ${hex(gateway)} at ${time(issuedAt)}.`,
  ChargeDisputesPathTooLong: ([length, maximum]) =>
    `The receipt lies ${length} levels deep; an answer climbs ${maximum} at most.`,
  ChargeDisputesRowPathLength: ([length, depth]) =>
    `The row's path has ${length} levels; the claim has ${depth}.`,
  ChargeDisputesOtherRoot: () => "The receipt was not among those that the gateway claimed with.",
  ChargeDisputesSumOverReceipts: ([start, end, before, charged], { money }) =>
    `The receipts reach from ${money(start)} to ${money(end)}, the row from ${money(before)} to ${money(charged)}.`,
  ChargeDisputesOtherPlace: ([cumulative, place], { money }) =>
    `The receipt says ${money(cumulative)}, and stands at ${money(place)}.`,
  ChargeDisputesOtherCharge: ([position, price, cumulative], { money }) =>
    `The receipt is for ${money(price)} up to ${money(cumulative)}; ${money(position)} is disputed.`,
  ChargeDisputesOtherTerms: () => "The payer signed for other terms than these.",
  ChargeDisputesPriceOverTerms: ([price, maxPrice], { money }) =>
    `The call was charged ${money(price)}; the terms allow ${money(maxPrice)}.`,
  ChargeDisputesFailedCallCharged: () => "The call failed, and the terms do not charge for that.",
  ChargeDisputesOtherReceipt: () => "The dispute was answered with another receipt than this.",
  ChargeDisputesSameReceipt: () => "This is the receipt that the dispute was answered with.",
  ChargeDisputesNoOverlap: () => "The two receipts are for different money.",
  ChargeDisputesContested: () => "This charge was contested before.",
  ChargeDisputesNothingOwed: ([account], { hex }) =>
    `There is no dispute bond to collect for ${hex(account)}.`,
  ChargeDisputesZeroAddress: () => ZERO_ADDRESS,
  ChargeDisputesBondOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `A dispute's bond must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(amount)}.`,
} satisfies Partial<Sentences>;
