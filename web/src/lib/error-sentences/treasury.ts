/** The errors of the treasury: a part of errorSentences. Its amounts are in the token of the budget or of the spend. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<keyof Sentences, `Treasury${string}`>;

/** In the order of `Kind` in ITreasuryRequests.sol. */
const kinds = ["a payment", "a grant", "a stream"];
/** In the order of `State` in ITreasuryRequests.sol. */
const states = ["unknown", "not carried out yet", "running", "paid", "cancelled", "stopped"];

export const treasurySentences: Pick<Sentences, Name> = {
  TreasuryZeroAddress: () => "The zero address cannot be used here.",
  TreasuryZeroAmount: () => "The amount must be greater than zero.",
  TreasuryNoCategory: () => "Each payment needs a category.",
  TreasuryInsufficientBalance: ([balance, requested], { money }) =>
    `The treasury holds ${money(balance)}, ${money(requested)} was asked for.`,

  // Budgets
  TreasuryUnknownBudget: ([budgetId, count]) => `There is no budget ${budgetId}; there are ${count}.`,
  TreasuryBudgetClosed: ([budgetId, closedAt], { time }) =>
    `Budget ${budgetId} was closed at ${time(closedAt)}.`,
  TreasuryBudgetFixed: ([budgetId, token, window], { hex, days }) =>
    `Budget ${budgetId} keeps its token ${hex(token)} and its window of ${days(BigInt(window))}.`,
  TreasuryNoCode: ([account], { hex }) => `There is no contract at ${hex(account)}.`,
  TreasuryWindowOutOfBounds: ([window, minimum, maximum], { days }) =>
    `A window takes between ${days(BigInt(minimum))} and ${days(BigInt(maximum))}, not ${days(BigInt(window))}.`,
  TreasuryBandCount: ([count, minimum, maximum]) =>
    `A budget has between ${minimum} and ${maximum} bands, not ${count}.`,
  TreasuryBandsNotAscending: ([band]) =>
    `Band ${band + 1n} must be larger than the one before, and ask no fewer approvals and no shorter delay.`,
  TreasuryApprovalsOutOfBounds: ([approvals, minimum, maximum]) =>
    `A band asks between ${minimum} and ${maximum} approvals, not ${approvals}.`,
  TreasuryDelayTooLong: ([delay, maximum], { days }) =>
    `A delay of ${days(BigInt(delay))} is longer than the longest, ${days(BigInt(maximum))}.`,
  TreasuryCapBelowBand: ([cap, largest], { money }) =>
    `The cap of ${money(cap)} is below the largest band, ${money(largest)}.`,
  TreasuryOverBands: ([budgetId, amount, largest], { money }) =>
    `Budget ${budgetId} pays at most ${money(largest)} at once, not ${money(amount)}. Above that it takes a vote.`,
  TreasuryWindowUsed: ([budgetId, available, amount], { money }) =>
    `Budget ${budgetId} lets out ${money(available)} now, not ${money(amount)}. It has more when its window has moved on.`,

  // Requests
  TreasuryNotMember: ([budgetId, caller], { hex }) =>
    `${hex(caller)} is not of the council of budget ${budgetId}, or its term is over.`,
  TreasuryUnknownRequest: ([requestId, count]) => `There is no request ${requestId}; there are ${count}.`,
  TreasuryWrongKind: ([requestId, kind, expected]) =>
    `Request ${requestId} is ${kinds[kind]}, not ${kinds[expected]}.`,
  TreasuryWrongState: ([requestId, state]) => `Request ${requestId} is ${states[state]}.`,
  TreasuryRequestExpired: ([requestId, expiredAt], { time }) =>
    `Request ${requestId} died at ${time(expiredAt)}.`,
  TreasuryApprovedAlready: ([requestId, member], { hex }) =>
    `${hex(member)} has approved request ${requestId} already.`,
  TreasuryTooFewApprovals: ([requestId, approvals, needed]) =>
    `Request ${requestId} has ${approvals} approvals of current members and needs ${needed}.`,
  TreasuryTooEarly: ([requestId, payableAt], { time }) =>
    `Request ${requestId} waits until ${time(payableAt)}.`,
  TreasuryNotRequesterOrCouncil: ([requestId, caller], { hex }) =>
    `${hex(caller)} cannot cancel request ${requestId}: its requester can before it runs, and the council.`,

  // Grants and streams
  TreasuryMilestoneCount: ([count, minimum, maximum]) =>
    `A grant has between ${minimum} and ${maximum} milestones, not ${count}.`,
  TreasuryUnknownMilestone: ([grantId, milestone, count]) =>
    `Grant ${grantId} has ${count} milestones; there is no number ${milestone + 1n}.`,
  TreasuryMilestonePaid: ([grantId, milestone]) =>
    `Milestone ${milestone + 1n} of grant ${grantId} is paid already.`,
  TreasuryStreamStart: ([start, earliest, latest], { time }) =>
    `A stream starts between ${time(earliest)} and ${time(latest)}, not at ${time(start)}.`,
  TreasuryStreamDuration: ([start, end, minimum, maximum], { time, days }) =>
    `A stream takes between ${days(minimum)} and ${days(maximum)}, not from ${time(start)} to ${time(end)}.`,
  TreasuryStreamOverCap: ([perWindow, cap], { money }) =>
    `The stream would ask ${money(perWindow)} of a window that lets out ${money(cap)}.`,
  TreasuryNothingDue: ([streamId]) => `Nothing of stream ${streamId} is due.`,

  // Spending
  TreasurySpendOverCap: ([cap, amount], { money }) =>
    `A vote of this tier pays at most ${money(cap)}, not ${money(amount)}.`,
  TreasurySpendWaits: ([queueId, available, amount], { money }) =>
    `Spend ${queueId} of ${money(amount)} waits: the window lets out ${money(available)} now.`,
  TreasuryUnknownQueuedSpend: ([queueId]) => `No spend ${queueId} is in the queue.`,
  TreasuryOwnerCallRefused: ([selector]) => `The treasury makes no call of ${selector} for the platform.`,
};
