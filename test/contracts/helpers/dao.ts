/**
 * The DAO on the simulated chain: token, Authority with its roles, constitution, Governor. A hundred million STOA can vote; the
 * reserve, all the rest, is delegated to EXCLUDED as the treasury's is. `governed` is a contract with a function for each tier.
 */
import { BaseContract } from "ethers";
import { keccak256, toHex, zeroAddress, type Address, type Hex } from "viem";
import type {
  authorityAbi,
  constitutionAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
} from "../../../contracts/generated.ts";
import { constitutionText } from "../../../scripts/deploy/constitution.ts";
import { TIER_ROLES, type TierName } from "../../../contracts/roles.ts";
import { EXECUTION_DELAYS, TIERS, type Tier } from "../../../scripts/deploy/tiers.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  networkHelpers,
  now,
  person,
  type Callable,
  type ContractOf,
  type Person,
} from "./chain.ts";

export const STOA = 10n ** 18n;
export const GUARDIAN_ROLE = 10n;
export const AGAINST = 0;
export const FOR = 1;
export const ABSTAIN = 2;
/** Basis points of a member with a credential. */
export const ONE_PERSON = 10_000;

/** OpenZeppelin's IGovernor.ProposalState. */
export const STATE = {
  Pending: 0n,
  Active: 1n,
  Canceled: 2n,
  Defeated: 3n,
  Succeeded: 4n,
  Queued: 5n,
  Expired: 6n,
  Executed: 7n,
} as const;

export type Governed = Callable<
  "operate" | "spend" | "upgrade" | "amend" | "resolveAppeal" | "touch" | "number"
>;
export type Dao = Awaited<ReturnType<typeof deployDao>>;

/** What each voter holds, delegated to himself. */
export const HOLDINGS = {
  alice: 40_000_000n * STOA,
  bob: 30_000_000n * STOA,
  carol: 20_000_000n * STOA,
  dave: 10_000_000n * STOA,
} as const;

export async function dao() {
  return deployDao();
}

/** @param changes Numbers of tiers that a test wants other than the first ones. */
export async function deployDao(changes: Partial<Record<TierName, Partial<Tier>>> = {}) {
  const people = {
    deployer: await person(0),
    alice: await person(1),
    bob: await person(2),
    carol: await person(3),
    dave: await person(4),
    guardian: await person(5),
    stranger: await person(6),
    reserve: await person(7),
  };
  const tiers = (["CONSTITUTION", "OPERATIONS", "TREASURY", "UPGRADE"] as const).map((name) => ({
    ...TIERS[name],
    ...changes[name],
  }));
  const text = constitutionText();

  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [people.deployer.address]);
  const authority = await deploy<ContractOf<typeof authorityAbi>>("Authority", [people.deployer.address]);
  const members = await deploy<Callable<"setMultiplier" | "multiplierAt">>("MembersTable");
  const constitution = await deploy<ContractOf<typeof constitutionAbi>>("Constitution", [
    tiers,
    text.hash,
    text.uri,
    authority,
  ]);
  const guardianTermEnd = (await now()) + 700n * DAY;
  const governor = await deploy<ContractOf<typeof stoaGovernorAbi>>("StoaGovernor", [
    stoa,
    members,
    constitution,
    authority,
    people.guardian.address,
    guardianTermEnd,
    zeroAddress,
  ]);
  const governed = await deploy<Governed>("GovernedNumber", [authority]);

  await assignRoles({ authority, governor, governed, deployer: people.deployer });
  for (const [name, amount] of Object.entries(HOLDINGS)) {
    const holder = people[name as keyof typeof HOLDINGS];
    await stoa.transfer(holder.address, amount);
    await as(stoa, holder).delegate(holder.address);
  }
  const rest: bigint = await stoa.balanceOf(people.deployer.address);
  await stoa.transfer(people.reserve.address, rest);
  await as(stoa, people.reserve).delegate((await stoa.EXCLUDED()) as Address);
  // So that balances are a week old at every snapshot.
  await networkHelpers.time.increase(8n * DAY);
  return { ...people, stoa, authority, members, constitution, governor, governed, guardianTermEnd };
}

interface Roles {
  readonly authority: ContractOf<typeof authorityAbi>;
  readonly governor: ContractOf<typeof stoaGovernorAbi>;
  readonly governed: Governed;
  readonly deployer: Person;
}

/** The Governor has every tier, each with its delay, and the deployer nothing. */
async function assignRoles({ authority, governor, governed, deployer }: Roles): Promise<void> {
  const selector = (name: string) => governed.interface.getFunction(name)?.selector;
  const mapped = [
    [governed, ["operate", "resolveAppeal"].map(selector), TIER_ROLES.OPERATIONS],
    [governed, ["spend"].map(selector), TIER_ROLES.TREASURY],
    [governed, ["upgrade"].map(selector), TIER_ROLES.UPGRADE],
    [governor, [governor.interface.getFunction("setCourt")?.selector], TIER_ROLES.UPGRADE],
  ] as const;
  for (const [target, selectors, role] of mapped) {
    await authority.setTargetFunctionRole(target, selectors, role);
  }
  for (const name of Object.keys(TIER_ROLES) as TierName[]) {
    await authority.grantRole(TIER_ROLES[name], governor, EXECUTION_DELAYS[name]);
  }
  await authority.renounceRole(TIER_ROLES.CONSTITUTION, deployer.address);
}

/** A call that a proposal makes. */
export interface Call {
  readonly target: Address;
  readonly data: Hex;
}

/** A proposal as OpenZeppelin's functions take it. */
export interface Proposal {
  readonly id: bigint;
  readonly targets: readonly Address[];
  readonly values: readonly bigint[];
  readonly calldatas: readonly Hex[];
  readonly description: string;
}

/** A call of `name`; contracts among the arguments stand for their addresses. */
export async function callTo(contract: BaseContract, name: string, args: readonly unknown[]): Promise<Call> {
  const plain = await Promise.all(args.map((arg) => (arg instanceof BaseContract ? addressOf(arg) : arg)));
  return {
    target: await addressOf(contract),
    data: contract.interface.encodeFunctionData(name, plain) as Hex,
  };
}

let descriptions = 0;

export async function propose(
  { governor }: Pick<Dao, "governor">,
  who: Person,
  calls: readonly Call[],
  description = `Proposal ${(descriptions += 1)}`,
): Promise<Proposal> {
  const targets = calls.map(({ target }) => target);
  const values = calls.map(() => 0n);
  const calldatas = calls.map(({ data }) => data);
  await as(governor, who).propose(targets, values, calldatas, description);
  return { id: await governor.latestProposalId(), targets, values, calldatas, description };
}

/** Moves the clock to the first second in which votes count. */
export async function toVote({ governor }: Pick<Dao, "governor">, { id }: Proposal): Promise<void> {
  await networkHelpers.time.increaseTo((await governor.proposalSnapshot(id)) + 1n);
}

/** Moves the clock to the first second after the deadline. */
export async function toEnd({ governor }: Pick<Dao, "governor">, { id }: Proposal): Promise<void> {
  await networkHelpers.time.increaseTo((await governor.proposalDeadline(id)) + 1n);
}

/** Moves the clock to the second before which nothing is executed. */
export async function toEta({ governor }: Pick<Dao, "governor">, { id }: Proposal): Promise<void> {
  await networkHelpers.time.increaseTo(await governor.proposalEta(id));
}

export function argsOf({ targets, values, calldatas, description }: Proposal) {
  return [targets, values, calldatas, keccak256(toHex(description))] as const;
}

/** Proposes and has it voted for by all but carol and dave: 70 % of the power, whose voices are For. */
export async function passed(parts: Dao, calls: readonly Call[], who = parts.alice): Promise<Proposal> {
  const { governor, alice, bob } = parts;
  await giveVoice(parts, [alice, bob]);
  const proposal = await propose(parts, who, calls);
  await toVote(parts, proposal);
  for (const voter of [alice, bob]) await as(governor, voter).castVote(proposal.id, FOR);
  await toEnd(parts, proposal);
  return proposal;
}

/** The same, queued. */
export async function queued(parts: Dao, calls: readonly Call[], who = parts.alice): Promise<Proposal> {
  const proposal = await passed(parts, calls, who);
  await parts.governor.queue(...argsOf(proposal));
  return proposal;
}

/** The same, executed. */
export async function enacted(parts: Dao, calls: readonly Call[], who = parts.alice): Promise<Proposal> {
  const proposal = await queued(parts, calls, who);
  await toEta(parts, proposal);
  await parts.governor.execute(...argsOf(proposal));
  return proposal;
}

export async function giveVoice({ members }: Pick<Dao, "members">, people: readonly Person[]): Promise<void> {
  for (const { address } of people) await members.setMultiplier(address, ONE_PERSON);
}
