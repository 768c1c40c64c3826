/** The errors of Governor, Constitution and Treasury: a part of errorSentences. */
import type { ErrorName } from "./abi-errors.ts";
import type { Sentences } from "./error-sentences.ts";
import { proposalStateName } from "./proposal-words.ts";

type Name = Extract<
  ErrorName,
  `${"StoaGovernor" | "Governor" | "Constitution" | "Treasury"}${string}` | "ERC6372InconsistentClock"
>;

const ZERO_ADDRESS = "The zero address cannot be used here.";
const NOT_ASCENDING = "is not larger than the one before it.";

/** In the order of `Kind` in ITreasuryRequests.sol. */
const requestKinds = ["a payment", "a grant", "a stream"];
/** In the order of `State` there. */
const requestStates = ["unknown", "requested", "running", "paid", "cancelled", "stopped"];

export const governanceSentences: Pick<Sentences, Name> = {
  // StoaGovernor
  StoaGovernorNoCode: ([target], { hex }) => `There is no contract at ${hex(target)} to call.`,
  StoaGovernorValue: ([index, value]) =>
    `Call ${index + 1n} would send ${value} wei; a proposal sends no ether.`,
  StoaGovernorNoPower: ([voter, snapshot], { hex, time }) =>
    `${hex(voter)} had neither power nor voice at ${time(snapshot)}, when this vote's snapshot was taken.`,
  StoaGovernorCodeChanged: ([proposalId]) =>
    `The code behind a target of proposal ${proposalId} is not what was voted on.`,
  StoaGovernorTermOutOfBounds: ([termEnd, earliest, latest], { time }) =>
    `The guardian's term must end between ${time(earliest)} and ${time(latest)}, not at ${time(termEnd)}.`,
  StoaGovernorDisabled: ([selector]) => `The Governor has function ${selector} switched off for good.`,
  GovernorAlreadyCastVote: ([voter], { hex }) => `${hex(voter)} has voted on this already.`,
  GovernorAlreadyQueuedProposal: ([proposalId]) => `Proposal ${proposalId} is queued already.`,
  GovernorDisabledDeposit: () => "The Governor takes no ether and no tokens.",
  GovernorInsufficientProposerVotes: ([proposer, votes, threshold], { hex, stoa }) =>
    `${hex(proposer)} has ${stoa(votes)} of voting power; ${stoa(threshold)} is needed to propose this.`,
  GovernorInvalidProposalLength: ([targets, calldatas, values]) =>
    `A proposal needs as many targets as calls: there are ${targets} targets, ${calldatas} calls and ${values} values.`,
  GovernorInvalidSignature: ([voter], { hex }) => `The ballot is not signed by ${hex(voter)}.`,
  GovernorInvalidVoteParams: () => "The ballot has something in it that is not counted here.",
  GovernorInvalidVoteType: () => "A ballot is For, Against or Abstain.",
  GovernorInvalidVotingPeriod: ([period], { days }) => `A vote cannot last ${days(period)}.`,
  GovernorLockedIgnore: () => "What the Authority guards cannot be taken from it.",
  GovernorMismatchedNonce: ([proposalId, expected, actual]) =>
    `Proposal ${proposalId} was made with number ${actual} of the Authority, which is at ${expected}.`,
  GovernorNonexistentProposal: ([proposalId]) => `There is no proposal ${proposalId}.`,
  GovernorOnlyExecutor: ([account], { hex }) => `${hex(account)} cannot do this: it takes a vote.`,
  GovernorProposalQueueingFailed: ([proposalId]) => `Proposal ${proposalId} could not be queued.`,
  GovernorProposalQueueingNotRequired: ([proposalId]) => `Proposal ${proposalId} needs no queue.`,
  GovernorRestrictedProposer: ([proposer], { hex }) =>
    `The description names another proposer than ${hex(proposer)}.`,
  GovernorUnableToCancel: ([proposalId, account], { hex }) =>
    `${hex(account)} cannot cancel proposal ${proposalId}: its proposer can while it is pending, the guardian until it is executed.`,
  GovernorUnexpectedProposalState: ([proposalId, current]) =>
    `Proposal ${proposalId} is ${proposalStateName(current).toLowerCase()}: this cannot be done with it now.`,
  GovernorUnmetDelay: ([proposalId, needed], { time }) =>
    `Proposal ${proposalId} can be executed from ${time(needed)} on.`,
  ERC6372InconsistentClock: () => "The token and its votes count time in different ways.",

  // Constitution
  ConstitutionUnknownTier: ([role]) => `Role ${role} is no tier.`,
  ConstitutionVotingDelayOutOfBounds: ([delay, minimum, maximum], { days }) =>
    `A vote must begin between ${days(minimum)} and ${days(maximum)} after the proposal, not ${days(delay)}.`,
  ConstitutionVotingPeriodOutOfBounds: ([period, minimum, maximum], { days }) =>
    `A vote must last between ${days(minimum)} and ${days(maximum)}, not ${days(period)}.`,
  ConstitutionThresholdOutOfBounds: ([bps, minimum, maximum], { percent }) =>
    `The power to propose must lie between ${percent(minimum)} and ${percent(maximum)}, not at ${percent(bps)}.`,
  ConstitutionQuorumOutOfBounds: ([bps, minimum, maximum], { percent }) =>
    `The quorum must lie between ${percent(minimum)} and ${percent(maximum)}, not at ${percent(bps)}.`,
  ConstitutionApprovalOutOfBounds: ([bps, minimum, maximum], { percent }) =>
    `The approval must lie between ${percent(minimum)} and ${percent(maximum)}, not at ${percent(bps)}.`,
  ConstitutionTooManyVoices: ([voices, maximum]) =>
    `${voices} voices are asked for; ${maximum} is the most that a tier may wait for.`,
  ConstitutionRankFixed: ([role, rank, given]) => `Tier ${role} has rank ${rank} for good, not ${given}.`,
  ConstitutionNeverOverridable: () => "Power alone can never override the voices in a constitutional vote.",
  ConstitutionWeakerThanTier: ([role, constitutional, other]) =>
    `A constitutional vote cannot ask less than tier ${role} does: ${constitutional} against ${other}.`,
  ConstitutionZeroHash: () => "The constitution needs the hash of its text.",

  // Treasury: amounts are in the token of the budget or of the spend, which the errors do not name
  TreasuryZeroAddress: () => ZERO_ADDRESS,
  TreasuryZeroAmount: () => "The amount must be greater than zero.",
  TreasuryNoCategory: () => "A payment needs a category.",
  TreasuryInsufficientBalance: ([balance, requested], { units }) =>
    `The treasury holds ${units(balance)} of this token; ${units(requested)} was asked for.`,
  TreasuryOwnerCallRefused: ([selector]) =>
    `The treasury does not call function ${selector} as the owner of the platform's service.`,
  TreasuryUnknownBudget: ([budgetId, count]) => `There is no budget ${budgetId}; the newest is ${count}.`,
  TreasuryBudgetClosed: ([budgetId, closedAt], { time }) =>
    `Budget ${budgetId} was closed at ${time(closedAt)}.`,
  TreasuryBudgetFixed: ([budgetId]) =>
    `Token and window of budget ${budgetId} cannot be changed: open another one.`,
  TreasuryNoCode: ([account], { hex }) => `There is no contract at ${hex(account)}.`,
  TreasuryWindowOutOfBounds: ([window, minimum, maximum], { days }) =>
    `A budget's window must last between ${days(minimum)} and ${days(maximum)}, not ${days(window)}.`,
  TreasuryBandCount: ([count, minimum, maximum]) =>
    `A budget has ${minimum} to ${maximum} bands, not ${count}.`,
  TreasuryBandsNotAscending: ([band]) => `Band ${band + 1n} ${NOT_ASCENDING}`,
  TreasuryApprovalsOutOfBounds: ([approvals, minimum, maximum]) =>
    `A band needs ${minimum} to ${maximum} approvals, not ${approvals}.`,
  TreasuryDelayTooLong: ([delay, maximum], { days }) =>
    `A band's wait of ${days(delay)} is over the limit of ${days(maximum)}.`,
  TreasuryCapBelowBand: ([cap, largest], { units }) =>
    `The window's cap of ${units(cap)} is less than the largest band of ${units(largest)}.`,
  TreasuryOverBands: ([budgetId, amount, largest], { units }) =>
    `Budget ${budgetId} pays up to ${units(largest)} at once, not ${units(amount)}. More takes a vote.`,
  TreasuryWindowUsed: ([budgetId, available, amount], { units }) =>
    `The window of budget ${budgetId} lets out ${units(available)} now, not ${units(amount)}.`,
  TreasuryMilestoneCount: ([count, minimum, maximum]) =>
    `A grant has ${minimum} to ${maximum} milestones, not ${count}.`,
  TreasuryUnknownMilestone: ([grantId, milestone, count]) =>
    `Grant ${grantId} has ${count} milestones; there is no number ${milestone + 1n}.`,
  TreasuryMilestonePaid: ([grantId, milestone]) =>
    `Milestone ${milestone + 1n} of grant ${grantId} is paid already.`,
  TreasuryNotMember: ([budgetId, caller], { hex }) =>
    `${hex(caller)} is no member of the council of budget ${budgetId}.`,
  TreasuryUnknownRequest: ([requestId, count]) => `There is no request ${requestId}; the newest is ${count}.`,
  TreasuryWrongKind: ([requestId, kind, expected]) =>
    `Request ${requestId} is ${requestKinds[kind]}, not ${requestKinds[expected]}.`,
  TreasuryWrongState: ([requestId, state]) =>
    `Request ${requestId} is ${requestStates[state]}: this cannot be done with it now.`,
  TreasuryRequestExpired: ([requestId, expiredAt], { time }) =>
    `Request ${requestId} ended at ${time(expiredAt)}.`,
  TreasuryApprovedAlready: ([requestId, member], { hex }) =>
    `${hex(member)} has approved request ${requestId} already.`,
  TreasuryTooFewApprovals: ([requestId, approvals, needed]) =>
    `Request ${requestId} has ${approvals} approvals of the ${needed} that it needs.`,
  TreasuryTooEarly: ([requestId, payableAt], { time }) =>
    `Request ${requestId} can be carried out from ${time(payableAt)} on.`,
  TreasuryNotRequesterOrCouncil: ([requestId, caller], { hex }) =>
    `${hex(caller)} cannot take request ${requestId} back: its requester can, or the council as a whole.`,
  TreasurySpendOverCap: ([cap, amount], { units }) =>
    `A vote of this tier spends up to ${units(cap)} of this token in 30 days, not ${units(amount)}. More takes a constitutional vote.`,
  TreasurySpendWaits: ([queueId, available, amount], { units }) =>
    `Spend ${queueId} waits: ${units(available)} can leave now, ${units(amount)} is asked for.`,
  TreasuryUnknownQueuedSpend: ([queueId]) => `There is no spend ${queueId} in the queue.`,
  TreasuryStreamStart: ([start, earliest, latest], { time }) =>
    `The stream must start between ${time(earliest)} and ${time(latest)}, not at ${time(start)}.`,
  TreasuryStreamDuration: ([start, end, minimum, maximum], { time, days }) =>
    `A stream lasts between ${days(minimum)} and ${days(maximum)}; from ${time(start)} to ${time(end)} does not.`,
  TreasuryStreamOverCap: ([perWindow, cap], { units }) =>
    `The stream would take ${units(perWindow)} in each window, more than the cap of ${units(cap)}.`,
  TreasuryNothingDue: ([streamId]) => `Nothing of stream ${streamId} is due now.`,
};
