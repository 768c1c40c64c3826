/** A proposal's life, step by step: what each step must leave behind is said and checked. */
import { encodeFunctionData, keccak256, toBytes, type Abi, type Address, type Hex } from "viem";
import { TIER_ROLES, type TierName } from "../../../contracts/roles.ts";
import { EXECUTION_DELAYS, TIERS } from "../../deploy/tiers.ts";
import { written } from "./chronicle.ts";
import type { Dao } from "./dao.ts";
import type { Name } from "./people.ts";

/** OpenZeppelin's IGovernor.ProposalState, in its order. */
const STATES = [
  "Pending",
  "Active",
  "Canceled",
  "Defeated",
  "Succeeded",
  "Queued",
  "Expired",
  "Executed",
] as const;
export type State = (typeof STATES)[number];

/** As in Governor Bravo. */
const CHOICES = { against: 0, for: 1 } as const;
export type Choice = keyof typeof CHOICES;

export interface Call {
  readonly target: Address;
  readonly data: Hex;
}

export interface Motion {
  readonly by: Name;
  readonly title: string;
  /** The tier that the calls must turn out to have. */
  readonly tier: TierName;
  readonly calls: readonly Call[];
}

export interface Proposal extends Motion {
  readonly id: bigint;
  /** What `queue`, `execute` and `cancel` take. */
  readonly args: readonly [readonly Address[], readonly bigint[], readonly Hex[], Hex];
}

/** Delegates by name, and how many of the users, from the first on, vote so. */
export interface Ballots {
  readonly delegates: Partial<Record<Name, Choice>>;
  readonly users: Partial<Record<Choice, number>>;
}

const DAY = 86_400;
const HOUR = 3_600n;
/** All to whom holders have delegated. */
export const ALL_FOR: Ballots["delegates"] = {
  Paula: "for",
  Alice: "for",
  Bruno: "for",
  Clara: "for",
  Dora: "for",
};

export function callTo(
  { address, abi }: { readonly address: Address; readonly abi: Abi },
  functionName: string,
  args: readonly unknown[],
): Call {
  return { target: address, data: encodeFunctionData({ abi, functionName, args }) };
}

export async function propose(dao: Dao, motion: Motion): Promise<Proposal> {
  const { governor, people, market, chronicle } = dao;
  const { by, title, tier, calls } = motion;
  const proposed = [
    calls.map(({ target }) => target),
    calls.map(() => 0n),
    calls.map(({ data }) => data),
  ] as const;
  const call = { ...governor, functionName: "propose", args: [...proposed, title] } as const;
  const { result: id } = await people[by].simulateContract(call);
  await market.done(people[by].writeContract(call));
  const proposal = { ...motion, id, args: [...proposed, keccak256(toBytes(title))] } as const;

  const role = await market.admin.readContract({ ...governor, functionName: "tierOf", args: [id] });
  const { votingDelay, votingPeriod } = TIERS[tier];
  await chronicle.holds(
    `${by} proposes ${id}, "${title}": tier ${tier}, the vote opens in ${votingDelay / DAY} d and takes ${votingPeriod / DAY} d.`,
    [role, await snapshotOf(dao, id), await deadlineOf(dao, id)],
    [
      TIER_ROLES[tier],
      (await dao.now()) + BigInt(votingDelay),
      (await dao.now()) + BigInt(votingDelay + votingPeriod),
    ],
  );
  return proposal;
}

/** Waits until votes count, casts them, and says both counts. */
export async function vote(dao: Dao, { id }: Proposal, { delegates, users }: Ballots): Promise<void> {
  const { governor, people, market, chronicle } = dao;
  await dao.until((await snapshotOf(dao, id)) + 1n);
  for (const [name, choice] of Object.entries(delegates)) {
    const args = [id, CHOICES[choice]] as const;
    await market.done(people[name as Name].writeContract({ ...governor, functionName: "castVote", args }));
  }
  const choices = Object.entries(users).flatMap(([choice, count]) =>
    Array<Choice>(count).fill(choice as Choice),
  );
  await Promise.all(
    choices.map((choice, i) => {
      const args = [id, CHOICES[choice]] as const;
      return market.done(dao.users[i]!.writeContract({ ...governor, functionName: "castVote", args }));
    }),
  );

  const read = { ...governor, args: [id] } as const;
  const [against, inFavour] = await market.admin.readContract({ ...read, functionName: "proposalVotes" });
  const [voiceAgainst, voiceFor] = await market.admin.readContract({
    ...read,
    functionName: "proposalVoices",
  });
  const share = Number((inFavour * 1_000n) / (inFavour + against)) / 10;
  await chronicle.tell(
    `Power of ${millions(inFavour)} for and ${millions(against)} against: ${share} %. Voice of ${loudness(voiceFor)} for and ${loudness(voiceAgainst)} against.`,
  );
}

/** Waits until the vote is over. */
export async function close(dao: Dao, { id }: Proposal, state: State): Promise<void> {
  await dao.until((await deadlineOf(dao, id)) + 1n);
  await stands(dao, id, state);
}

export async function queue(dao: Dao, { id, args, tier }: Proposal): Promise<void> {
  const { governor, people, market, chronicle } = dao;
  await market.done(people.Dora.writeContract({ ...governor, functionName: "queue", args }));
  const delay = EXECUTION_DELAYS[tier];
  await chronicle.holds(
    `Proposal ${id} is queued, and waits ${delay / DAY} d.`,
    [await stateOf(dao, id), await etaOf(dao, id)],
    ["Queued", (await dao.now()) + BigInt(delay)],
  );
}

/** Not before its time, and then by whoever comes. */
export async function execute(dao: Dao, { id, args }: Proposal): Promise<void> {
  const { governor, people, market, chronicle } = dao;
  const call = { ...governor, functionName: "execute", args } as const;
  const eta = await etaOf(dao, id);
  await dao.until(eta - HOUR);
  await chronicle.refuses("An hour too early.", people.Dan.simulateContract(call), {
    abi: governor.abi,
    error: "GovernorUnmetDelay",
    args: [id, eta],
  });
  await dao.until(eta);
  await market.done(people.Dan.writeContract(call));
  await stands(dao, id, "Executed");
}

/** The whole life of what all delegates and the first users want. */
export async function pass(dao: Dao, motion: Motion): Promise<Proposal> {
  const proposal = await propose(dao, motion);
  await vote(dao, proposal, { delegates: ALL_FOR, users: { for: 12 } });
  await close(dao, proposal, "Succeeded");
  await queue(dao, proposal);
  await execute(dao, proposal);
  return proposal;
}

export async function stands(dao: Dao, id: bigint, state: State): Promise<void> {
  await dao.chronicle.holds(`Proposal ${id} is ${state}.`, await stateOf(dao, id), state);
}

/** A voice is the root of base units, so that nine decimals make it that of STOA. */
export function loudness(voice: bigint): string {
  return (Number(voice / 10n ** 8n) / 10).toLocaleString("en");
}

export function millions(power: bigint): string {
  return `${written(power / 10n ** 22n, { decimals: 2 })} M`;
}

async function stateOf({ market, governor }: Dao, id: bigint): Promise<State> {
  return STATES[await market.admin.readContract({ ...governor, functionName: "state", args: [id] })]!;
}

function snapshotOf({ market, governor }: Dao, id: bigint): Promise<bigint> {
  return market.admin.readContract({ ...governor, functionName: "proposalSnapshot", args: [id] });
}

function deadlineOf({ market, governor }: Dao, id: bigint): Promise<bigint> {
  return market.admin.readContract({ ...governor, functionName: "proposalDeadline", args: [id] });
}

function etaOf({ market, governor }: Dao, id: bigint): Promise<bigint> {
  return market.admin.readContract({ ...governor, functionName: "proposalEta", args: [id] });
}
