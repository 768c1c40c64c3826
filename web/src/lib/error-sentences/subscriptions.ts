/** The errors of subscriptions and their plans: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<keyof Sentences, `Subscriptions${string}`>;

/** In the order of `PlanState` in ISubscriptionPlans.sol. */
const states = ["unknown", "waiting for its services", "open", "retired"];

export const subscriptionSentences: Pick<Sentences, Name> = {
  SubscriptionsZeroAddress: () => "The zero address cannot be used here.",

  // Plans
  SubscriptionsNotController: ([serviceId, caller], { hex }) =>
    `${hex(caller)} does not control service ${serviceId}.`,
  SubscriptionsPlanNameSize: ([size, maximum]) =>
    `A plan's name takes between 1 and ${maximum} bytes, not ${size}.`,
  SubscriptionsPriceTooHigh: ([price, maximum], { money }) =>
    `A period costs at most ${money(maximum)}, not ${money(price)}.`,
  SubscriptionsPeriodOutOfBounds: ([period, minimum, maximum], { days }) =>
    `A period takes between ${days(minimum)} and ${days(maximum)}, not ${days(period)}.`,
  SubscriptionsNoticeTooLong: ([notice, period], { days }) =>
    `A notice of ${days(notice)} is longer than the period of ${days(period)}.`,
  SubscriptionsNoCalls: () => "A plan needs at least one call.",
  SubscriptionsOnlyPlatformCovers: ([home, covers]) =>
    `Only the platform's plans are good for any ${covers} services; a plan of service ${home} names its services.`,
  SubscriptionsServiceCount: ([count, maximum]) =>
    `A plan has between 1 and ${maximum} services, not ${count}.`,
  SubscriptionsServiceTwice: ([serviceId]) => `Service ${serviceId} is in the plan twice.`,
  SubscriptionsZeroWeight: ([serviceId]) => `Service ${serviceId} needs a part of the price.`,
  SubscriptionsWeightsSum: ([sum, expected], { percent }) =>
    `The parts of the price sum to ${percent(sum)}, not to ${percent(expected)}.`,
  SubscriptionsPlanKnown: () => "There is a plan like this already. Give it another name.",
  SubscriptionsPlanUnknown: ([planId], { hex }) => `There is no plan ${hex(planId)}.`,
  SubscriptionsPlanNotProposed: ([planId, state], { hex }) =>
    `Plan ${hex(planId)} waits for no service: it is ${states[state]}.`,
  SubscriptionsPlanNotOpen: ([planId, state], { hex }) =>
    `Plan ${hex(planId)} cannot be subscribed to: it is ${states[state]}.`,
  SubscriptionsAlreadyRetired: ([planId], { hex }) => `Plan ${hex(planId)} is retired already.`,
  SubscriptionsNotInPlan: ([planId, serviceId], { hex }) =>
    `Service ${serviceId} is not in plan ${hex(planId)}.`,
  SubscriptionsAlreadyAccepted: ([, serviceId]) => `Service ${serviceId} has joined this plan already.`,

  // Subscriptions
  SubscriptionsAgreementSignature: ([payer], { hex }) => `The agreement is not signed by ${hex(payer)}.`,
  SubscriptionsAgreementUsed: () => "This agreement has begun its subscription already.",
  SubscriptionsDeadlinePassed: ([deadline], { time }) => `The signature was good until ${time(deadline)}.`,
  SubscriptionsOverMaximum: ([price, maxPerPeriod], { money }) =>
    `A period costs ${money(price)}; the payer agreed to ${money(maxPerPeriod)} at most.`,
  SubscriptionsGatewayClosed: ([gateway], { hex }) =>
    `Gateway ${hex(gateway)} takes no new subscriptions: it is unknown, short of bond, or leaving.`,
  SubscriptionsServiceNotListed: ([serviceId]) => `Service ${serviceId} is not listed now.`,
  SubscriptionsNotSettler: ([gateway, caller], { hex }) =>
    `An account at gateway ${hex(gateway)} is charged by its settler alone, not by ${hex(caller)}.`,
  SubscriptionsUnknown: ([subscriptionId], { hex }) => `There is no subscription ${hex(subscriptionId)}.`,
  SubscriptionsAlreadyCancelled: () => "This subscription is cancelled.",
  SubscriptionsPlanRetired: () => "This subscription's plan is retired: no new period begins.",
  SubscriptionsEnded: ([, endsAt], { time }) =>
    `The payer agreed to no period that begins after ${time(endsAt)}.`,
  SubscriptionsPeriodRunning: ([, periodEnd], { time }) => `The period is paid until ${time(periodEnd)}.`,
  SubscriptionsNothingToRelease: () => "All that was earned is passed on already.",
  SubscriptionsReleaseTooSmall: ([, amount, minimum], { money }) =>
    `${money(amount)} is earned; a running period passes on ${money(minimum)} at least.`,
  SubscriptionsNotPayer: ([, account], { hex }) => `${hex(account)} does not pay this subscription.`,
  SubscriptionsCancellationSignature: ([payer], { hex }) =>
    `The cancellation is not signed by ${hex(payer)}.`,
};
