import { ponder } from "ponder:registry";
import { council, councilApproval, councilProposal, councilTerm } from "ponder:schema";
import { readCall } from "../call.ts";
import { book } from "../deployment.ts";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";

ponder.on("Council:CouncilSet", async ({ event, context }) => {
  const { members, threshold, termEnd } = event.args;
  const { address } = event.log;
  const elected = { members: [...members], threshold: Number(threshold), termEnd };
  const values = { ...elected, setAt: event.block.timestamp };
  await context.db
    .insert(council)
    .values({ address, name: book[address.toLowerCase()]!.name, ...values })
    .onConflictDoUpdate(values);
  await context.db
    .insert(councilTerm)
    .values({ id: event.id, council: address, ...elected, ...originOf(event) });
});

ponder.on("Council:Proposed", async ({ event, context }) => {
  const { id, proposer, target, data, expiry } = event.args;
  const { address } = event.log;
  const call = readCall(book, target, data);
  await context.db.insert(councilProposal).values({
    council: address,
    id,
    proposer,
    call,
    expiry: BigInt(expiry),
    approvals: 1,
    ...originOf(event),
  });
  await context.db.insert(councilApproval).values({
    council: address,
    proposalId: id,
    member: proposer,
    approvedAt: event.block.timestamp,
  });
});

ponder.on("Council:Approved", async ({ event, context }) => {
  const { id: proposalId, member } = event.args;
  const { address } = event.log;
  const approvedAt = event.block.timestamp;
  await context.db
    .insert(councilApproval)
    .values({ council: address, proposalId, member, approvedAt })
    .onConflictDoUpdate({ approvedAt, withdrawnAt: null });
  await context.db.update(councilProposal, { council: address, id: proposalId }).set(plus({ approvals: 1 }));
});

ponder.on("Council:ApprovalWithdrawn", async ({ event, context }) => {
  const { id: proposalId, member } = event.args;
  const { address } = event.log;
  await context.db
    .update(councilApproval, { council: address, proposalId, member })
    .set({ withdrawnAt: event.block.timestamp });
  await context.db.update(councilProposal, { council: address, id: proposalId }).set(plus({ approvals: -1 }));
});

ponder.on("Council:Scheduled", async ({ event, context }) => {
  const { id, operationId: scheduledAs, eta } = event.args;
  await context.db
    .update(councilProposal, { council: event.log.address, id })
    .set({ scheduledAs, eta: BigInt(eta) });
});

ponder.on("Council:Enacted", async ({ event, context }) => {
  const { id } = event.args;
  await context.db
    .update(councilProposal, { council: event.log.address, id })
    .set({ enactedAt: event.block.timestamp });
});
