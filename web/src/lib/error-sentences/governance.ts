/** The errors of the Governor and the Constitution: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<keyof Sentences, `${"Governor" | "StoaGovernor" | "Constitution" | "ERC6372"}${string}`>;

/** In the order of OpenZeppelin's IGovernor.ProposalState. */
const states = [
  "waits for its vote",
  "is being voted on",
  "is cancelled",
  "is defeated",
  "has passed",
  "is queued",
  "has lapsed",
  "is executed",
];

export const governanceSentences: Pick<Sentences, Name> = {
  // StoaGovernor
  StoaGovernorCodeChanged: ([id]) => `The code behind a target of proposal ${id} is not what was proposed.`,
  StoaGovernorDisabled: () => "The Governor does not have this function.",
  StoaGovernorNoCode: ([target], { hex }) => `There is no contract at ${hex(target)}.`,
  StoaGovernorNoPower: ([voter, snapshot], { hex, time }) =>
    `${hex(voter)} had neither votes nor a voice at ${time(snapshot)}.`,
  StoaGovernorTermOutOfBounds: ([termEnd, earliest, latest], { time }) =>
    `A guardian's term ends between ${time(earliest)} and ${time(latest)}, not at ${time(termEnd)}.`,
  StoaGovernorValue: ([index, value]) =>
    `Call ${index + 1n} would send ${value} wei. A proposal sends no ether.`,

  // OpenZeppelin's Governor
  ERC6372InconsistentClock: () => "Token and Governor count time differently.",
  GovernorAlreadyCastVote: ([voter], { hex }) => `${hex(voter)} has voted already.`,
  GovernorAlreadyQueuedProposal: ([id]) => `Proposal ${id} is queued already.`,
  GovernorDisabledDeposit: () => "The Governor takes no ether and no tokens.",
  GovernorInsufficientProposerVotes: ([proposer, votes, threshold], { hex }) =>
    `${hex(proposer)} has ${stoa(votes)}; a proposal of this tier needs ${stoa(threshold)}.`,
  GovernorInvalidProposalLength: ([targets, calldatas, values]) =>
    `A proposal needs as many targets (${targets}) as calls (${calldatas}) and values (${values}), and one at least.`,
  GovernorInvalidSignature: ([voter], { hex }) =>
    `The ballot is not signed by ${hex(voter)}, or it was used.`,
  GovernorInvalidVoteParams: () => "This ballot's parameters are not understood.",
  GovernorInvalidVoteType: () => "A ballot is For, Against or Abstain.",
  GovernorInvalidVotingPeriod: ([period]) => `A vote cannot last ${period} s.`,
  GovernorLockedIgnore: () => "Nothing goes past the Authority.",
  GovernorMismatchedNonce: ([id]) => `A call of proposal ${id} was cancelled in the Authority.`,
  GovernorNonexistentProposal: ([id]) =>
    id === 0n ? "There is no such proposal." : `There is no proposal ${id}.`,
  GovernorOnlyExecutor: ([account], { hex }) =>
    `${hex(account)} may not do this: it takes an executed proposal.`,
  GovernorProposalQueueingFailed: ([id]) => `Proposal ${id} could not be queued.`,
  GovernorProposalQueueingNotRequired: ([id]) => `Proposal ${id} needs no queue.`,
  GovernorRestrictedProposer: ([proposer], { hex }) =>
    `The text names another proposer than ${hex(proposer)}.`,
  GovernorUnableToCancel: ([id, account], { hex }) => `${hex(account)} cannot cancel proposal ${id} now.`,
  GovernorUnexpectedProposalState: ([id, state]) =>
    `This cannot be done now: proposal ${id} ${states[state] ?? "is in another state"}.`,
  GovernorUnmetDelay: ([id, time_], { time }) => `Proposal ${id} can be executed from ${time(time_)} on.`,

  // Constitution
  ConstitutionUnknownTier: ([role]) => `Role ${role} is no tier.`,
  ConstitutionVotingDelayOutOfBounds: ([delay, minimum, maximum], { days }) =>
    `A vote begins after ${days(minimum)} to ${days(maximum)}, not after ${days(BigInt(delay))}.`,
  ConstitutionVotingPeriodOutOfBounds: ([period, minimum, maximum], { days }) =>
    `A vote lasts ${days(minimum)} to ${days(maximum)}, not ${days(BigInt(period))}.`,
  ConstitutionThresholdOutOfBounds: ([share, minimum, maximum]) =>
    `A proposal needs ${percent(minimum)} to ${percent(maximum)} of the votes, not ${percent(share)}.`,
  ConstitutionQuorumOutOfBounds: ([share, minimum, maximum]) =>
    `A quorum is ${percent(minimum)} to ${percent(maximum)} of the votes, not ${percent(share)}.`,
  ConstitutionApprovalOutOfBounds: ([share, minimum, maximum]) =>
    `An approval is ${percent(minimum)} to ${percent(maximum)}, not ${percent(share)}.`,
  ConstitutionTooManyVoices: ([voices, maximum]) =>
    `A tier asks for ${maximum} members at most, not for ${voices}.`,
  ConstitutionRankFixed: ([role, rank, given]) =>
    `The rank of tier ${role} is ${rank} for ever, not ${given}.`,
  ConstitutionNeverOverridable: () => "Power never overrides the members in a constitutional vote.",
  ConstitutionWeakerThanTier: ([role, constitutional, other]) =>
    `A constitutional vote cannot be easier (${constitutional}) than one of tier ${role} (${other}).`,
  ConstitutionZeroHash: () => "A text has a hash.",
};

/** Base units of STOA in whole ones. */
function stoa(value: bigint): string {
  return `${(value / 10n ** 18n).toLocaleString("en")} STOA`;
}

function percent(basisPoints: bigint | number): string {
  return `${Number(basisPoints) / 100} %`;
}
