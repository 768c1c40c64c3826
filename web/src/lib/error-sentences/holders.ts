/** The errors of those that hold STOA for others, and of councils: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Exclude<
  Extract<keyof Sentences, `${"Vesting" | "MerkleDistributor" | "Council"}${string}`>,
  `CouncilArbitrator${string}`
>;

const ZERO_ADDRESS = "The zero address cannot be used here.";

export const holderSentences: Pick<Sentences, Name> = {
  // Vesting
  VestingZeroAddress: () => ZERO_ADDRESS,
  VestingStartOutOfBounds: ([start, earliest, latest], { time }) =>
    `A schedule starts between ${time(earliest)} and ${time(latest)}, not at ${time(start)}.`,
  VestingDurationOutOfBounds: ([duration, minimum, maximum], { days }) =>
    `A schedule takes between ${days(minimum)} and ${days(maximum)}, not ${days(duration)}.`,
  VestingCliffOverDuration: ([cliff, duration], { days }) =>
    `The cliff, after ${days(cliff)}, lies beyond the end, after ${days(duration)}.`,
  VestingNothingReleasable: () => "Nothing more has vested yet.",
  VestingNotRevocable: () => "This grant cannot be revoked.",
  VestingRevokedAlready: () => "This grant is revoked already.",
  VestingNotBeneficiary: ([beneficiary], { hex }) => `Only ${hex(beneficiary)} can hand this grant over.`,
  VestingNotSuccessor: ([, caller], { hex }) => `This grant is not offered to ${hex(caller)}.`,
  VestingSameSuccessor: () => "This is offered to that address already.",
  VestingHandoverTooEarly: ([, acceptFrom], { time }) =>
    `The handover can be accepted from ${time(acceptFrom)} on.`,

  // MerkleDistributor
  MerkleDistributorZeroAddress: () => ZERO_ADDRESS,
  MerkleDistributorZeroRoot: () => "A distribution needs a list.",
  MerkleDistributorDeadlineOutOfBounds: ([deadline, earliest, latest], { time }) =>
    `A distribution ends between ${time(earliest)} and ${time(latest)}, not at ${time(deadline)}.`,
  MerkleDistributorClaimedAlready: () => "This share is claimed already.",
  MerkleDistributorWrongProof: ([, account], { hex }) =>
    `This share of ${hex(account)} is not in the distribution's list.`,
  MerkleDistributorOver: ([, deadline], { time }) => `Shares could be claimed until ${time(deadline)}.`,
  MerkleDistributorStillOpen: ([, deadline], { time }) => `Shares can be claimed until ${time(deadline)}.`,
  MerkleDistributorNothingLeft: () => "Nothing is left of this distribution.",

  // Council
  CouncilMemberCount: ([count, minimum, maximum]) =>
    `A council has between ${minimum} and ${maximum} members, not ${count}.`,
  CouncilZeroAddress: () => ZERO_ADDRESS,
  CouncilRepeatedMember: ([member], { hex }) => `${hex(member)} is named twice.`,
  CouncilThresholdOutOfBounds: ([threshold, minimum, maximum]) =>
    `This council needs between ${minimum} and ${maximum} approvals, not ${threshold}.`,
  CouncilTermOutOfBounds: ([termEnd, earliest, latest], { time }) =>
    `A term ends between ${time(earliest)} and ${time(latest)}, not at ${time(termEnd)}.`,
  CouncilTermOver: ([termEnd], { time }) => `The council's term was over at ${time(termEnd)}.`,
  CouncilNotMember: ([caller], { hex }) => `${hex(caller)} is no member of this council.`,
  CouncilNoCode: ([target], { hex }) => `There is no contract at ${hex(target)}.`,
  CouncilNoSelector: () => "The call names no function.",
  CouncilUnknownProposal: ([id, count]) => `There is no proposal ${id}; the newest is ${count}.`,
  CouncilProposalExpired: ([id, expiry], { time }) => `Proposal ${id} was open until ${time(expiry)}.`,
  CouncilEnactedAlready: ([id]) => `Proposal ${id} is enacted already.`,
  CouncilApprovedAlready: ([id, member], { hex }) => `${hex(member)} approves proposal ${id} already.`,
  CouncilNotApproved: ([id, member], { hex }) => `${hex(member)} does not approve proposal ${id}.`,
  CouncilTooFewApprovals: ([id, approvals, threshold]) =>
    `${approvals} members approve proposal ${id}; ${threshold} are needed.`,
  CouncilNotScheduled: ([id]) =>
    `The call of proposal ${id} was vetoed, or waited too long. It takes a new proposal.`,
};
