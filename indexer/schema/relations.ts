/** Which tables belong together: for GraphQL, and for queries that ask for several at once. */
import { relations } from "ponder";
import { account, accountEvent, sessionKey, ledger, customer } from "./accounts.ts";
import { claim, claimRow, exactPayment, payTo } from "./claims.ts";
import { serviceDay, gatewayDay } from "./days.ts";
import { chargeDispute } from "./disputes.ts";
import { earning, earningEvent, refund } from "./earnings.ts";
import { gateway, bondRun, bondClaim, forcedClaim, receiptKey, bondEvent } from "./gateways.ts";
import { anchor, attestation } from "./records.ts";
import { service, serviceVersion, terms } from "./services.ts";
import { stakeEvent, stakeLock } from "./stakes.ts";
import { stream, streamOffer, streamSettlement, streamTopUp } from "./streams.ts";
import { plan, planService, subscription, subscriptionPeriod, subscriptionRelease } from "./subscriptions.ts";
import { bounty } from "./trust/bounties.ts";
import { courtCase } from "./trust/court.ts";
import { review, scorePeriod } from "./trust/reputation.ts";

export const serviceRelations = relations(service, ({ one, many }) => ({
  versions: many(serviceVersion),
  terms: many(terms),
  nextTerms: one(terms, { fields: [service.nextTermsId], references: [terms.termsId] }),
  stakeEvents: many(stakeEvent),
  locks: many(stakeLock),
  anchors: many(anchor),
  attestations: many(attestation),
  rows: many(claimRow),
  customers: many(customer),
  days: many(serviceDay),
  earnings: many(earning),
  plans: many(planService),
  streamOffer: one(streamOffer, { fields: [service.id], references: [streamOffer.serviceId] }),
  streams: many(stream),
  given: many(review),
  scorePeriods: many(scorePeriod),
  cases: many(courtCase),
  bounties: many(bounty),
}));

export const planRelations = relations(plan, ({ many }) => ({
  shares: many(planService),
  taken: many(subscription),
}));

export const planServiceRelations = relations(planService, ({ one }) => ({
  plan: one(plan, { fields: [planService.planId], references: [plan.id] }),
  service: one(service, { fields: [planService.serviceId], references: [service.id] }),
}));

export const subscriptionRelations = relations(subscription, ({ one, many }) => ({
  counter: one(gateway, { fields: [subscription.gateway], references: [gateway.id] }),
  plan: one(plan, { fields: [subscription.planId], references: [plan.id] }),
  periods: many(subscriptionPeriod),
  releases: many(subscriptionRelease),
}));

export const subscriptionPeriodRelations = relations(subscriptionPeriod, ({ one }) => ({
  subscription: one(subscription, {
    fields: [subscriptionPeriod.subscriptionId],
    references: [subscription.id],
  }),
}));

export const subscriptionReleaseRelations = relations(subscriptionRelease, ({ one }) => ({
  subscription: one(subscription, {
    fields: [subscriptionRelease.subscriptionId],
    references: [subscription.id],
  }),
  service: one(service, { fields: [subscriptionRelease.serviceId], references: [service.id] }),
}));

export const streamRelations = relations(stream, ({ one, many }) => ({
  server: one(gateway, { fields: [stream.gateway], references: [gateway.id] }),
  service: one(service, { fields: [stream.serviceId], references: [service.id] }),
  settlements: many(streamSettlement),
  topUps: many(streamTopUp),
}));

export const streamSettlementRelations = relations(streamSettlement, ({ one }) => ({
  stream: one(stream, { fields: [streamSettlement.streamId], references: [stream.id] }),
}));

export const streamTopUpRelations = relations(streamTopUp, ({ one }) => ({
  stream: one(stream, { fields: [streamTopUp.streamId], references: [stream.id] }),
}));

export const serviceVersionRelations = relations(serviceVersion, ({ one }) => ({
  service: one(service, { fields: [serviceVersion.serviceId], references: [service.id] }),
}));

export const termsRelations = relations(terms, ({ one }) => ({
  service: one(service, { fields: [terms.serviceId], references: [service.id] }),
}));

export const stakeEventRelations = relations(stakeEvent, ({ one }) => ({
  service: one(service, { fields: [stakeEvent.serviceId], references: [service.id] }),
}));

export const stakeLockRelations = relations(stakeLock, ({ one }) => ({
  service: one(service, { fields: [stakeLock.serviceId], references: [service.id] }),
}));

export const anchorRelations = relations(anchor, ({ one }) => ({
  service: one(service, { fields: [anchor.serviceId], references: [service.id] }),
}));

export const attestationRelations = relations(attestation, ({ one }) => ({
  service: one(service, { fields: [attestation.serviceId], references: [service.id] }),
}));

export const customerRelations = relations(customer, ({ one }) => ({
  service: one(service, { fields: [customer.serviceId], references: [service.id] }),
}));

export const serviceDayRelations = relations(serviceDay, ({ one }) => ({
  service: one(service, { fields: [serviceDay.serviceId], references: [service.id] }),
}));

export const gatewayRelations = relations(gateway, ({ many }) => ({
  receiptKeys: many(receiptKey),
  bondEvents: many(bondEvent),
  bondRuns: many(bondRun),
  forcedClaims: many(forcedClaim),
  disputes: many(chargeDispute),
  cases: many(courtCase),
  subscriptions: many(subscription),
  streams: many(stream),
  accounts: many(account),
  claims: many(claim),
  days: many(gatewayDay),
}));

export const receiptKeyRelations = relations(receiptKey, ({ one }) => ({
  owner: one(gateway, { fields: [receiptKey.gateway], references: [gateway.id] }),
}));

export const bondEventRelations = relations(bondEvent, ({ one }) => ({
  owner: one(gateway, { fields: [bondEvent.gateway], references: [gateway.id] }),
}));

export const gatewayDayRelations = relations(gatewayDay, ({ one }) => ({
  owner: one(gateway, { fields: [gatewayDay.gateway], references: [gateway.id] }),
}));

export const accountRelations = relations(account, ({ one, many }) => ({
  holder: one(gateway, { fields: [account.gateway], references: [gateway.id] }),
  events: many(accountEvent),
  keys: many(sessionKey),
  ledgers: many(ledger),
}));

export const accountEventRelations = relations(accountEvent, ({ one }) => ({
  account: one(account, {
    fields: [accountEvent.payer, accountEvent.gateway],
    references: [account.payer, account.gateway],
  }),
}));

export const sessionKeyRelations = relations(sessionKey, ({ one }) => ({
  account: one(account, {
    fields: [sessionKey.payer, sessionKey.gateway],
    references: [account.payer, account.gateway],
  }),
}));

export const ledgerRelations = relations(ledger, ({ one }) => ({
  account: one(account, {
    fields: [ledger.payer, ledger.gateway],
    references: [account.payer, account.gateway],
  }),
  service: one(service, { fields: [ledger.serviceId], references: [service.id] }),
}));

export const claimRelations = relations(claim, ({ one, many }) => ({
  claimant: one(gateway, { fields: [claim.gateway], references: [gateway.id] }),
  lines: many(claimRow),
  exacts: many(exactPayment),
}));

export const exactPaymentRelations = relations(exactPayment, ({ one }) => ({
  claim: one(claim, { fields: [exactPayment.claimId], references: [claim.id] }),
  service: one(service, { fields: [exactPayment.serviceId], references: [service.id] }),
}));

export const bondRunRelations = relations(bondRun, ({ one, many }) => ({
  owner: one(gateway, { fields: [bondRun.gateway], references: [gateway.id] }),
  claims: many(bondClaim),
}));

export const bondClaimRelations = relations(bondClaim, ({ one }) => ({
  run: one(bondRun, {
    fields: [bondClaim.gateway, bondClaim.run],
    references: [bondRun.gateway, bondRun.run],
  }),
}));

export const forcedClaimRelations = relations(forcedClaim, ({ one }) => ({
  service: one(service, { fields: [forcedClaim.serviceId], references: [service.id] }),
  owner: one(gateway, { fields: [forcedClaim.gateway], references: [gateway.id] }),
}));

export const chargeDisputeRelations = relations(chargeDispute, ({ one }) => ({
  service: one(service, { fields: [chargeDispute.serviceId], references: [service.id] }),
  defendant: one(gateway, { fields: [chargeDispute.gateway], references: [gateway.id] }),
  claim: one(claim, { fields: [chargeDispute.claimId], references: [claim.id] }),
}));

export const refundRelations = relations(refund, ({ one }) => ({
  service: one(service, { fields: [refund.serviceId], references: [service.id] }),
}));

export const payToRelations = relations(payTo, ({ one }) => ({
  service: one(service, { fields: [payTo.serviceId], references: [service.id] }),
}));

export const claimRowRelations = relations(claimRow, ({ one }) => ({
  claim: one(claim, { fields: [claimRow.claimId], references: [claim.id] }),
  service: one(service, { fields: [claimRow.serviceId], references: [service.id] }),
}));

export const earningRelations = relations(earning, ({ one, many }) => ({
  service: one(service, { fields: [earning.serviceId], references: [service.id] }),
  events: many(earningEvent),
}));

export const earningEventRelations = relations(earningEvent, ({ one }) => ({
  earning: one(earning, {
    fields: [earningEvent.payee, earningEvent.serviceId],
    references: [earning.payee, earning.serviceId],
  }),
}));
