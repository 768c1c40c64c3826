import { ponder, type Context, type Event } from "ponder:registry";
import {
  bounty,
  caseHarmed,
  caseStep,
  chargeDispute,
  court,
  courtCase,
  courtPurse,
  evidence,
} from "ponder:schema";
import type { Address } from "viem";
import { contracts } from "../deployment.ts";
import { originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";
import { plus } from "./plus.ts";
import { caseKindOf, outcomeOf } from "./words.ts";

type Db = Context["db"];
type Case = typeof courtCase.$inferSelect;
type Opened = Event<"Court:CaseOpened">["args"]["opened"];
type Step = Omit<typeof caseStep.$inferInsert, "id" | "caseId" | keyof ReturnType<typeof originOf>>;

ponder.on("Court:CaseOpened", async ({ event, context }) => {
  const { caseId: id, challenger, opener, opened } = event.args;
  const { db } = context;
  const { respondent, amount, bond, arbitrator, disputeId, appealWindow } = opened;
  const deadline = BigInt(opened.deadline);
  await db.insert(courtCase).values({
    id,
    challenger,
    opener,
    respondent,
    ...(await subjectOf(db, opened)),
    state: "open",
    amount,
    bond,
    arbitrator,
    disputeId,
    deadline,
    ruleBy: BigInt(opened.ruleBy),
    appealWindow,
    ...originOf(event),
  });
  await step(event, db, id, { kind: "opened", party: challenger, bond, deadline });
});

ponder.on("Court:HarmedNamed", async ({ event, context }) => {
  const { caseId, payers, amounts } = event.args;
  await context.db
    .insert(caseHarmed)
    .values(payers.map((payer, position) => ({ caseId, position, payer, amount: amounts[position] ?? 0n })));
});

ponder.on("Court:EvidenceGiven", async ({ event, context }) => {
  const { by: party, ...given } = event.args;
  await context.db.insert(evidence).values({ id: event.id, party, ...given, ...originOf(event) });
});

// Its steps

ponder.on("Court:CaseAnswered", async ({ event, context }) => {
  const { caseId: id, respondent, bond } = event.args;
  const deadline = BigInt(event.args.deadline);
  await context.db.update(courtCase, { id }).set({
    state: "answered",
    reply: "answered",
    respondent,
    respondentBond: bond,
    deadline,
    answeredAt: event.block.timestamp,
  });
  await step(event, context.db, id, { kind: "answered", party: respondent, bond, deadline });
});

/** A conceded stake still waits for the arbitrator: a friend's case would be a way out of it. */
ponder.on("Court:CaseConceded", async ({ event, context }) => {
  const { caseId: id, respondent: party } = event.args;
  const answeredAt = event.block.timestamp;
  await context.db.update(courtCase, { id }).set(({ kind, ruleBy }) => ({
    reply: "conceded" as const,
    answeredAt,
    ...(kind === "stake"
      ? { state: "answered" as const, deadline: ruleBy }
      : { state: "decided" as const, outcome: "upheld" as const }),
  }));
  await step(event, context.db, id, { kind: "conceded", party });
});

ponder.on("Court:CaseRuled", async ({ event, context }) => {
  const { caseId: id } = event.args;
  const ruledAt = event.block.timestamp;
  const deadline = BigInt(event.args.appealBy);
  const ruling = outcomeOf(event.args.ruling);
  const state = deadline > ruledAt ? "ruled" : "decided";
  await context.db.update(courtCase, { id }).set({ state, ruling, outcome: ruling, deadline, ruledAt });
  await step(event, context.db, id, { kind: "ruled", outcome: ruling, deadline });
});

ponder.on("Court:CaseAppealed", async ({ event, context }) => {
  const { caseId: id, appellant, bond, proposalId } = event.args;
  const deadline = BigInt(event.args.voteBy);
  const proposedOutcome = outcomeOf(event.args.proposed);
  await context.db.update(courtCase, { id }).set({
    state: "appealed",
    appellant,
    appealBond: bond,
    proposalId,
    proposedOutcome,
    deadline,
    appealedAt: event.block.timestamp,
  });
  const outcome = proposedOutcome;
  await step(event, context.db, id, { kind: "appealed", party: appellant, outcome, bond, deadline });
});

ponder.on("Court:AppealResolved", async ({ event, context }) => {
  const { caseId: id } = event.args;
  const outcome = outcomeOf(event.args.outcome);
  await context.db.update(courtCase, { id }).set({ state: "decided", outcome });
  await step(event, context.db, id, { kind: "appealResolved", outcome });
});

ponder.on("Court:CaseClosed", async ({ event, context }) => {
  const { caseId: id, done, taken, toChallenger, toRespondent, toAppellant, toTreasury } = event.args;
  const { db } = context;
  const outcome = outcomeOf(event.args.outcome);
  const shares = { toChallenger, toRespondent, toAppellant, toTreasury };
  const { challenger, respondent, appellant } = await db
    .update(courtCase, { id })
    .set({ state: "closed", outcome, done, taken, ...shares, closedAt: event.block.timestamp });
  await step(event, db, id, { kind: "closed", outcome });
  await owe(db, challenger, toChallenger);
  await owe(db, respondent, toRespondent);
  if (appellant) await owe(db, appellant, toAppellant);
  await owe(db, contracts.Treasury.toLowerCase() as Address, toTreasury);
});

ponder.on("Court:BondsCollected", async ({ event, context }) => {
  const { account, amount } = event.args;
  await context.db.update(courtPurse, { account }).set(plus({ owed: -amount, collected: amount }));
});

// Parameters

ponder.on("Court:ArbitratorSet", async ({ event, context }) => {
  const values = { ...event.args, setAt: event.block.timestamp };
  await context.db
    .insert(court)
    .values({ id: 0, ...values })
    .onConflictDoUpdate(values);
});

ponder.on("Court:WindowsSet", async ({ event, context }) => {
  const { answer, rule, appeal } = event.args;
  await setParameter(event, context.db, "courtAnswerWindow", BigInt(answer));
  await setParameter(event, context.db, "courtRuleWindow", BigInt(rule));
  await setParameter(event, context.db, "courtAppealWindow", BigInt(appeal));
});

ponder.on("Court:MinBondSet", async ({ event, context }) => {
  await setParameter(event, context.db, "courtMinBond", event.args.amount);
});

/** What a case is about, in columns of its kind; of a charge and a bounty the service as well. */
async function subjectOf(db: Db, { kind: index, subject, party, item }: Opened) {
  const kind = caseKindOf(index);
  switch (kind) {
    case "stake":
      return { kind, serviceId: subject, lockId: item };
    case "bond":
      return { kind, gateway: party, run: subject };
    case "charge": {
      const { serviceId, gateway } = (await db.find(chargeDispute, { id: subject }))!;
      return { kind, serviceId, gateway, chargeDisputeId: subject };
    }
    case "review":
      return { kind, serviceId: subject, client: party, feedbackIndex: item };
    case "bounty": {
      const { serviceId } = (await db.find(bounty, { id: subject }))!;
      return { kind, serviceId, bountyId: subject };
    }
  }
}

async function step(
  event: Pick<Event, "id" | "block" | "transaction">,
  db: Db,
  caseId: bigint,
  taken: Step,
): Promise<void> {
  await db.insert(caseStep).values({ id: event.id, caseId, ...taken, ...originOf(event) });
}

async function owe(db: Db, account: Case["challenger"], bond: bigint): Promise<void> {
  if (bond === 0n) return;
  await db
    .insert(courtPurse)
    .values({ account, owed: bond })
    .onConflictDoUpdate(plus({ owed: bond }));
}
