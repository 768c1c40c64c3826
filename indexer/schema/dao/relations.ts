/** Which tables of the DAO belong together. */
import { relations } from "ponder";
import { functionRole, role, roleMember } from "./authority.ts";
import {
  budget,
  budgetChange,
  grantMilestone,
  treasuryApproval,
  treasuryPayment,
  treasuryRequest,
} from "./budgets.ts";
import { council, councilApproval, councilProposal, councilTerm } from "./councils.ts";
import { distribution, distributionClaim, vesting, vestingRelease } from "./distribution.ts";
import { ballot, proposal } from "./governor.ts";
import { member, memberEvent, multiplierChange } from "./members.ts";
import { balanceChange, holder, votesChange } from "./token.ts";

export const holderRelations = relations(holder, ({ many }) => ({
  balances: many(balanceChange),
  votesChanges: many(votesChange),
}));

export const balanceChangeRelations = relations(balanceChange, ({ one }) => ({
  holder: one(holder, { fields: [balanceChange.account], references: [holder.account] }),
}));

export const votesChangeRelations = relations(votesChange, ({ one }) => ({
  holder: one(holder, { fields: [votesChange.account], references: [holder.account] }),
}));

export const proposalRelations = relations(proposal, ({ one, many }) => ({
  ballotsCast: many(ballot),
  tier: one(role, { fields: [proposal.role], references: [role.id] }),
}));

export const ballotRelations = relations(ballot, ({ one }) => ({
  proposal: one(proposal, { fields: [ballot.proposalId], references: [proposal.id] }),
}));

export const memberRelations = relations(member, ({ many }) => ({
  events: many(memberEvent),
  multipliers: many(multiplierChange),
}));

export const memberEventRelations = relations(memberEvent, ({ one }) => ({
  member: one(member, { fields: [memberEvent.account], references: [member.account] }),
}));

export const multiplierChangeRelations = relations(multiplierChange, ({ one }) => ({
  member: one(member, { fields: [multiplierChange.account], references: [member.account] }),
}));

export const roleRelations = relations(role, ({ many }) => ({
  members: many(roleMember),
  functions: many(functionRole),
}));

export const roleMemberRelations = relations(roleMember, ({ one }) => ({
  role: one(role, { fields: [roleMember.roleId], references: [role.id] }),
}));

export const functionRoleRelations = relations(functionRole, ({ one }) => ({
  role: one(role, { fields: [functionRole.roleId], references: [role.id] }),
}));

export const councilRelations = relations(council, ({ many }) => ({
  terms: many(councilTerm),
  proposals: many(councilProposal),
}));

export const councilTermRelations = relations(councilTerm, ({ one }) => ({
  of: one(council, { fields: [councilTerm.council], references: [council.address] }),
}));

export const councilProposalRelations = relations(councilProposal, ({ one, many }) => ({
  of: one(council, { fields: [councilProposal.council], references: [council.address] }),
  approvers: many(councilApproval),
}));

export const councilApprovalRelations = relations(councilApproval, ({ one }) => ({
  proposal: one(councilProposal, {
    fields: [councilApproval.council, councilApproval.proposalId],
    references: [councilProposal.council, councilProposal.id],
  }),
}));

export const budgetRelations = relations(budget, ({ many }) => ({
  changes: many(budgetChange),
  requests: many(treasuryRequest),
  payments: many(treasuryPayment),
}));

export const budgetChangeRelations = relations(budgetChange, ({ one }) => ({
  budget: one(budget, { fields: [budgetChange.budgetId], references: [budget.id] }),
}));

export const treasuryRequestRelations = relations(treasuryRequest, ({ one, many }) => ({
  budget: one(budget, { fields: [treasuryRequest.budgetId], references: [budget.id] }),
  approvers: many(treasuryApproval),
  milestones: many(grantMilestone),
  payments: many(treasuryPayment),
}));

export const treasuryApprovalRelations = relations(treasuryApproval, ({ one }) => ({
  request: one(treasuryRequest, {
    fields: [treasuryApproval.requestId],
    references: [treasuryRequest.id],
  }),
}));

export const grantMilestoneRelations = relations(grantMilestone, ({ one }) => ({
  grant: one(treasuryRequest, { fields: [grantMilestone.grantId], references: [treasuryRequest.id] }),
}));

export const treasuryPaymentRelations = relations(treasuryPayment, ({ one }) => ({
  budget: one(budget, { fields: [treasuryPayment.budgetId], references: [budget.id] }),
  request: one(treasuryRequest, {
    fields: [treasuryPayment.requestId],
    references: [treasuryRequest.id],
  }),
}));

export const vestingRelations = relations(vesting, ({ many }) => ({ releases: many(vestingRelease) }));

export const vestingReleaseRelations = relations(vestingRelease, ({ one }) => ({
  of: one(vesting, { fields: [vestingRelease.vesting], references: [vesting.address] }),
}));

export const distributionRelations = relations(distribution, ({ many }) => ({
  paid: many(distributionClaim),
}));

export const distributionClaimRelations = relations(distributionClaim, ({ one }) => ({
  of: one(distribution, {
    fields: [distributionClaim.distribution],
    references: [distribution.address],
  }),
}));
