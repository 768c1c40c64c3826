import { ponder, type Context } from "ponder:registry";
import { governor, guardianTerm, proposal, tier } from "ponder:schema";
import { keccak256, toBytes } from "viem";
import { readCall } from "../call.ts";
import { book } from "../deployment.ts";
import { bookPower, bookVoice } from "./ballots.ts";
import { quorumOf, votesNow } from "./electorate.ts";
import { originOf } from "./origin.ts";

/** Until ProposalTier, the next event of the transaction, says which tier it is. */
const NO_TIER = { role: 0n, quorumBps: 0, approvalBps: 0, minVoices: 0, overridable: false };

ponder.on("StoaGovernor:ProposalCreated", async ({ event, context }) => {
  const {
    proposalId: id,
    proposer,
    targets,
    values,
    calldatas,
    voteStart,
    voteEnd,
    description,
  } = event.args;
  await context.db.insert(proposal).values({
    id,
    proposer,
    title: titleOf(description),
    description,
    descriptionHash: keccak256(toBytes(description)),
    calls: targets.map((target, at) => readCall(book, target, calldatas[at]!, values[at])),
    snapshot: voteStart,
    deadline: voteEnd,
    ...NO_TIER,
    electorate: await votesNow(context.db),
    ...originOf(event),
  });
});

/** The tier's numbers of now stay the proposal's, whatever becomes of the tier. */
ponder.on("StoaGovernor:ProposalTier", async ({ event, context }) => {
  const { proposalId: id, role } = event.args;
  const { quorumBps, approvalBps, minVoices, overridable } = (await context.db.find(tier, { role }))!;
  await context.db.update(proposal, { id }).set(({ electorate }) => ({
    role,
    quorumBps,
    approvalBps,
    minVoices,
    overridable,
    quorum: quorumOf(electorate, quorumBps),
  }));
});

ponder.on("StoaGovernor:VoteCast", async ({ event, context }) => {
  const { weight, reason } = event.args;
  await bookPower(event, context.db, event.args, weight, reason);
});

/** What the parameters say beside the vote, nobody here reads. */
ponder.on("StoaGovernor:VoteCastWithParams", async ({ event, context }) => {
  const { weight, reason } = event.args;
  await bookPower(event, context.db, event.args, weight, reason);
});

ponder.on("StoaGovernor:VoiceCast", async ({ event, context }) => {
  await bookVoice(event, context.db, event.args, event.args.voice);
});

ponder.on("StoaGovernor:ProposalExtended", async ({ event, context }) => {
  const { proposalId: id, extendedDeadline: deadline } = event.args;
  await context.db.update(proposal, { id }).set({ deadline, extendedAt: event.block.timestamp });
});

ponder.on("StoaGovernor:ProposalQueued", async ({ event, context }) => {
  const { proposalId: id, etaSeconds: eta } = event.args;
  const { timestamp: queuedAt } = event.block;
  await context.db
    .update(proposal, { id })
    .set({ queuedAt, eta, queueTransactionHash: event.transaction.hash });
});

ponder.on("StoaGovernor:ProposalExecuted", async ({ event, context }) => {
  const { timestamp: executedAt } = event.block;
  await context.db
    .update(proposal, { id: event.args.proposalId })
    .set({ executedAt, executeTransactionHash: event.transaction.hash });
});

ponder.on("StoaGovernor:ProposalCanceled", async ({ event, context }) => {
  const { hash: cancelTransactionHash, from: cancelledBy } = event.transaction;
  await context.db
    .update(proposal, { id: event.args.proposalId })
    .set({ cancelledAt: event.block.timestamp, cancelledBy, cancelTransactionHash });
});

// Who may stop proposals, and whose need no tokens

ponder.on("StoaGovernor:ProposalGuardianSet", async ({ event, context }) => {
  const { newGuardian: guardian, termEnd } = event.args;
  await setGovernor(context.db, { guardian, guardianTermEnd: termEnd });
  await context.db.insert(guardianTerm).values({ id: event.id, guardian, termEnd, ...originOf(event) });
});

ponder.on("StoaGovernor:CourtSet", async ({ event, context }) => {
  await setGovernor(context.db, { court: event.args.newCourt });
});

async function setGovernor(
  db: Context["db"],
  values: Partial<Omit<typeof governor.$inferInsert, "id">>,
): Promise<void> {
  await db
    .insert(governor)
    .values({ id: 0, ...values })
    .onConflictDoUpdate(values);
}

function titleOf(description: string): string {
  const [first = ""] = description.trimStart().split("\n", 1);
  return first.replace(/^#+\s*/, "").trim();
}
