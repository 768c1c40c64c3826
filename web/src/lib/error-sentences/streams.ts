/** The errors of streams: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<keyof Sentences, `Streams${string}`>;

/** In the order of `Source` in IStreams.sol. */
const sources = ["the account at its gateway", "its payer's wallet"];

export const streamSentences: Pick<Sentences, Name> = {
  StreamsNotController: ([serviceId, caller], { hex }) =>
    `${hex(caller)} may not act for service ${serviceId}.`,
  StreamsRateOutOfBounds: ([rate, minimum, maximum], { money }) =>
    `A second costs between ${money(minimum)} and ${money(maximum)} here, not ${money(rate)}.`,
  StreamsNoticeOutOfBounds: ([notice, minimum, maximum]) =>
    `The notice is between ${minimum} and ${maximum} seconds here, not ${notice}.`,
  StreamsNothingOffered: ([serviceId]) => `Service ${serviceId} offers no streams.`,
  StreamsServiceNotListed: ([serviceId]) => `Service ${serviceId} is not listed now.`,
  StreamsGatewayClosed: ([gateway], { hex }) =>
    `Gateway ${hex(gateway)} takes no new streams: it is unknown, short of bond, or leaving.`,
  StreamsDepositTooSmall: ([deposit, required], { money }) =>
    `${money(deposit)} does not reach over the notice and an hour: ${money(required)} does.`,
  StreamsFundedTooLong: ([fundedUntil, latest], { time }) =>
    `The stream would be funded until ${time(fundedUntil)}; the latest is ${time(latest)}.`,
  StreamsNotSettler: ([gateway, caller], { hex }) =>
    `${hex(caller)} does not settle for gateway ${hex(gateway)}.`,
  StreamsNotPayer: ([payer, caller], { hex }) => `This is for ${hex(payer)} to do, not ${hex(caller)}.`,
  StreamsDeadlinePassed: ([deadline], { time }) => `What was signed ended at ${time(deadline)}.`,
  StreamsNonceUsed: ([payer, nonce], { hex }) => `${hex(payer)} has used the number ${nonce} already.`,
  StreamsSignature: ([payer], { hex }) => `This is not signed by ${hex(payer)}.`,
  StreamsUnknownStream: ([streamId, count]) => `There is no stream ${streamId}; there are ${count}.`,
  StreamsOtherSource: ([streamId, source]) =>
    `Stream ${streamId} is paid from ${sources[source]}, and takes no other money.`,
  StreamsTopUpTooSmall: ([amount, rate], { money }) =>
    `${money(amount)} is less than a second of the stream, ${money(rate)}.`,
  StreamsEnded: ([streamId, endedAt], { time }) => `Stream ${streamId} ended at ${time(endedAt)}.`,
  StreamsStillRunning: ([streamId, endsAt], { time }) => `Stream ${streamId} runs until ${time(endsAt)}.`,
  StreamsClosing: ([streamId, closesAt], { time }) =>
    `Stream ${streamId} is closed already: it ends at ${time(closesAt)}.`,
  StreamsTooSoon: ([streamId, , earliest], { time }) =>
    `Stream ${streamId} can be settled again at ${time(earliest)}.`,
  StreamsNothingEarned: ([streamId]) => `All that stream ${streamId} has earned is settled.`,
  StreamsNothingLeft: ([streamId]) => `Nothing of stream ${streamId} is left to give back.`,
  StreamsNothingOwed: ([account], { hex }) => `There is nothing for ${hex(account)} to collect.`,
  StreamsZeroAddress: () => "The zero address cannot be used here.",
};
