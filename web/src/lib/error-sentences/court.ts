/** The errors of the Court and of its council's arbitrator: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<
  keyof Sentences,
  `Court${string}` | `CouncilArbitrator${string}` | "StringsInsufficientHexLength"
>;

/** In the order of `State` in ICases.sol. */
const states = ["unknown", "open", "answered", "ruled on", "before the voters", "decided", "closed"];

export const courtSentences: Pick<Sentences, Name> = {
  // Opening a case
  CourtUriLength: ([length, maximum]) => `The link has ${length} bytes, ${maximum} is the most.`,
  CourtZeroHash: () => "Evidence needs the hash of what stands behind its link.",
  CourtFeeTooSmall: ([sent, cost]) => `The arbitrator asks ${cost} wei, ${sent} were sent.`,
  CourtDisputeKnown: ([arbitrator, disputeId], { hex }) =>
    `The arbitrator ${hex(arbitrator)} has numbered two disputes ${disputeId}.`,
  CourtRunning: ([caseId]) => `Case ${caseId} is about the same, and is not over.`,
  CourtAmountOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `The case can be about ${money(minimum)} to ${money(maximum)}, not ${money(amount)}.`,
  CourtTooManyHarmed: ([count, maximum]) => `A case names at most ${maximum} clients, not ${count}.`,
  CourtHarmedOrder: ([index]) =>
    `Client ${index + 1n} is named twice, or not in the order of the ledgers’ ids.`,
  CourtHarmedBeyondLedger: ([index, amount, claimed], { money }) =>
    `Client ${index + 1n} has paid ${money(claimed)} to this service, not ${money(amount)}.`,
  CourtHarmedIsPublisher: ([index, payer], { hex }) =>
    `Client ${index + 1n}, ${hex(payer)}, is the publisher.`,
  CourtHarmedBeyondAmount: ([total, amount], { money }) =>
    `The clients are to have ${money(total)} back, the case asks ${money(amount)}.`,
  CourtNotContested: ([disputeId]) => `Nobody contests the charge of dispute ${disputeId}.`,
  CourtNoTimeLeft: ([end, latest], { time }) =>
    `The case would take until ${time(end)}, and the dispute ends at ${time(latest)}.`,

  // What becomes of it
  CourtState: ([caseId, state]) => `Case ${caseId} is ${states[state]}.`,
  CourtTooEarly: ([, earliest], { time }) => `This can be done from ${time(earliest)}.`,
  CourtTooLate: ([, latest], { time }) => `This could be done until ${time(latest)}.`,
  CourtNotRespondent: ([caseId, caller], { hex }) => `Case ${caseId} is not against ${hex(caller)}.`,
  CourtUnknownDispute: ([arbitrator, disputeId], { hex }) =>
    `No case is dispute ${disputeId} of ${hex(arbitrator)}.`,
  CourtUnknownRuling: ([ruling, maximum]) => `A ruling is a number up to ${maximum}, not ${ruling}.`,
  CourtStarved: ([caseId]) => `The transaction had too little gas to end case ${caseId}.`,
  CourtNothingOwed: ([account], { hex }) => `There is nothing to collect for ${hex(account)}.`,
  StringsInsufficientHexLength: ([value, length]) => `${value} does not fit into ${length} bytes.`,
  CourtZeroAddress: () => "The zero address cannot be used here.",

  // Parameters
  CourtNoCode: ([arbitrator], { hex }) => `There is no contract at ${hex(arbitrator)}.`,
  CourtWindowsOutOfBounds: ([, minimum, maximum], { days }) =>
    `Each window takes at least ${days(minimum)}, and all of them ${days(maximum)} at most.`,
  CourtMinBondOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `The least bond must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(amount)}.`,

  // CouncilArbitrator
  CouncilArbitratorFree: () => "The council rules for nothing: send no coin.",
  CouncilArbitratorChoices: ([choices]) => `The council cannot choose among ${choices} rulings.`,
  CouncilArbitratorUnknownDispute: ([disputeID, count]) =>
    `There is no dispute ${disputeID} before the council; there are ${count}.`,
  CouncilArbitratorUnknownRuling: ([ruling, choices]) =>
    `A ruling is a number up to ${choices}, not ${ruling}.`,
  CouncilArbitratorSolved: ([disputeID]) => `The council has ruled on dispute ${disputeID} already.`,
  CouncilArbitratorNoAppeal: ([disputeID]) =>
    `Dispute ${disputeID} is appealed at the Court, not at the council.`,
};
