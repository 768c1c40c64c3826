/** The guardian: it cancels what it must, its term ends by itself, and governance gives it another. */
import { stoaGovernorAbi } from "../../../contracts/generated.ts";
import { toHex, zeroAddress } from "viem";
import { STOA, type Dao } from "./dao.ts";
import {
  ALL_FOR,
  callTo,
  close,
  execute,
  pass,
  propose,
  queue,
  stands,
  vote,
  type Proposal,
} from "./proposal.ts";

const HOUR = 3_600n;
const DAY = 24n * HOUR;
const CATEGORY = toHex("partners", { size: 32 });

export async function guardianCancels(dao: Dao): Promise<void> {
  const { at, chronicle, people, treasury, market, guardian } = dao;
  const ivo = people.Ivo.account.address;
  const proposal = await propose(dao, {
    by: "Clara",
    title: "Send 6,000,000 STOA to a partner",
    tier: "TREASURY",
    calls: [callTo(treasury, "spend", [at.StoaToken, ivo, 6_000_000n * STOA, CATEGORY])],
  });
  await vote(dao, proposal, { delegates: ALL_FOR, users: { for: 12 } });
  await close(dao, proposal, "Succeeded");
  await queue(dao, proposal);
  await chronicle.tell("The partner turns out to be nobody.");
  const id = await agreeToCancel(dao, proposal);
  await market.done(people.Greta.writeContract({ ...guardian, functionName: "enact", args: [id] }));
  await chronicle.tell("Greta proposes to the guardian council to cancel it, Gustav approves, Greta enacts.");
  await stands(dao, proposal.id, "Canceled");
}

/** Governance sets a short term, so that the year shows its end. */
export async function shortenTerm(dao: Dao): Promise<void> {
  const { at, governor, market } = dao;
  const termEnd = (await dao.now()) + 45n * DAY;
  const proposal = await propose(dao, {
    by: "Alice",
    title: "End the guardian's term in 45 d",
    tier: "CONSTITUTION",
    calls: [callTo(governor, "setProposalGuardian", [at.GuardianCouncil, termEnd])],
  });
  await vote(dao, proposal, { delegates: ALL_FOR, users: { for: 12 } });
  await close(dao, proposal, "Succeeded");
  await queue(dao, proposal);
  await guardianIsRefused(dao, proposal, "The guardian tries to cancel what concerns itself.");
  await execute(dao, proposal);
  const found = await market.admin.readContract({ ...governor, functionName: "guardianTermEnd" });
  await dao.chronicle.holds("The guardian's term is shorter now.", found, termEnd);
  await dao.until(termEnd - HOUR);
  await dao.chronicle.holds(
    "An hour before its end it is the guardian still.",
    await guardianOf(dao),
    at.GuardianCouncil,
  );
  await dao.until(termEnd);
  await dao.chronicle.holds("Its term is over: there is no guardian.", await guardianOf(dao), zeroAddress);
}

/** Two of the council agree to cancel, and the Governor refuses. */
export async function guardianIsRefused(dao: Dao, proposal: Proposal, line: string): Promise<void> {
  const { chronicle, people, guardian, at } = dao;
  const id = await agreeToCancel(dao, proposal);
  await chronicle.refuses(
    line,
    people.Greta.simulateContract({ ...guardian, functionName: "enact", args: [id] }),
    { abi: stoaGovernorAbi, error: "GovernorUnableToCancel", args: [proposal.id, at.GuardianCouncil] },
  );
  await stands(dao, proposal.id, "Queued");
}

export async function renewTerm(dao: Dao): Promise<void> {
  const { at, governor } = dao;
  const termEnd = (await dao.now()) + 365n * DAY;
  await pass(dao, {
    by: "Alice",
    title: "Give the guardian another year",
    tier: "CONSTITUTION",
    calls: [callTo(governor, "setProposalGuardian", [at.GuardianCouncil, termEnd])],
  });
  await dao.chronicle.holds("The council is the guardian again.", await guardianOf(dao), at.GuardianCouncil);
}

/** Two of three approve a call of the council. Gives its number. */
async function agreeToCancel(
  { governor, guardian, market, people }: Dao,
  { args }: Proposal,
): Promise<bigint> {
  const { target, data } = callTo(governor, "cancel", args);
  const call = { ...guardian, functionName: "propose", args: [target, data] } as const;
  const { result: id } = await people.Greta.simulateContract(call);
  await market.done(people.Greta.writeContract(call));
  await market.done(people.Gustav.writeContract({ ...guardian, functionName: "approve", args: [id] }));
  return id;
}

function guardianOf({ governor, market }: Dao) {
  return market.admin.readContract({ ...governor, functionName: "proposalGuardian" });
}
