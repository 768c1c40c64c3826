/**
 * The market with its Court: the council's arbitrator, ruled by a person in the council's place, a Governor with three holders
 * of tokens, and doubles of the contracts for reviews and bounties.
 */
import { getCreateAddress } from "ethers";
import { keccak256, toHex, zeroAddress, type Address, type Hex } from "viem";
import type {
  constitutionAbi,
  councilArbitratorAbi,
  courtAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
} from "../../../contracts/generated.ts";
import { ROLES } from "../../../contracts/roles.ts";
import { constitutionText } from "../../../scripts/deploy/constitution.ts";
import { GUARDED } from "../../../scripts/deploy/roles.ts";
import { selectorsOf } from "../../../scripts/deploy/selectors.ts";
import { EXECUTION_DELAYS, TIERS } from "../../../scripts/deploy/tiers.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  person,
  type Callable,
  type ContractOf,
  type Person,
} from "./chain.ts";
import { STOA } from "./dao.ts";
import { market, NO_PERMIT, STAKE, USDC, type Market } from "./market.ts";

/** ICases' enums. */
export const Kind = { None: 0n, Stake: 1n, Bond: 2n, Charge: 3n, Review: 4n, Bounty: 5n } as const;
export const CaseState = {
  None: 0n,
  Open: 1n,
  Answered: 2n,
  Ruled: 3n,
  Appealed: 4n,
  Decided: 5n,
  Closed: 6n,
} as const;
export const REFUSED = 0n;
export const UPHELD = 1n;
export const REJECTED = 2n;

export const MIN_BOND = 10n * USDC;
export const WINDOWS = { answer: 3n * DAY, rule: 7n * DAY, appeal: 3n * DAY } as const;
export const APPEAL_MAX = 21n * DAY;
export const EXECUTION_TIME = 7n * DAY;
/** What a case about the publisher's stake may take. */
export const SLASHABLE = STAKE / 2n;
export const EVIDENCE = { hash: keccak256(toHex("evidence")), uri: "ipfs://evidence" } as const;

export type CourtMethods = ContractOf<typeof courtAbi>;
export type CourtParts = Awaited<ReturnType<typeof court>>;

export async function court() {
  return courtOf(await market());
}

export async function courtOf<Parts extends Market>(parts: Parts) {
  const { admin, authority, token, disputes, treasury, gateway, publisher, payer, rival } = parts;
  const judge = await person(10);
  const challenger = await person(11);
  const [alice, bob, carol] = [await person(12), await person(13), await person(14)];
  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [admin.address]);
  const members = await deploy<Callable<"setMultiplier">>("MembersTable");
  const text = constitutionText();
  const constitution = await deploy<ContractOf<typeof constitutionAbi>>("Constitution", [
    (["CONSTITUTION", "OPERATIONS", "TREASURY", "UPGRADE"] as const).map((name) => TIERS[name]),
    text.hash,
    text.uri,
    authority,
  ]);
  const subjects =
    await deploy<Callable<"strikes" | "rulings" | "accepted" | "setGone" | "setBounty">>("CourtSubjects");
  const nonce = await ethers.provider.getTransactionCount(admin.address);
  const courtAddress = getCreateAddress({ from: admin.address, nonce: nonce + 2 });
  const governor = await deploy<ContractOf<typeof stoaGovernorAbi>>("StoaGovernor", [
    stoa,
    members,
    constitution,
    authority,
    zeroAddress,
    0n,
    courtAddress,
  ]);
  const arbitrator = await deploy<ContractOf<typeof councilArbitratorAbi>>("CouncilArbitrator", [authority]);
  const court_ = await deploy<CourtMethods>("Court", [
    disputes,
    subjects,
    subjects,
    governor,
    treasury,
    authority,
    arbitrator,
    MIN_BOND,
    WINDOWS,
  ]);

  await giveRoles({ ...parts, governor, arbitrator, court: court_, judge });
  for (const [holder, amount] of [
    [alice, 40_000_000n * STOA],
    [bob, 30_000_000n * STOA],
    [carol, 30_000_000n * STOA],
  ] as const) {
    await stoa.transfer(holder.address, amount);
    await as(stoa, holder).delegate(holder.address);
  }
  await stoa.delegate((await stoa.EXCLUDED()) as Address);
  for (const who of [challenger, gateway, publisher, payer, rival]) {
    await token.mint(who.address, 5_000n * USDC);
    await as(token, who).approve(court_, 5_000n * USDC);
  }
  await networkHelpers.time.increase(8n * DAY);
  return {
    ...parts,
    judge,
    challenger,
    alice,
    bob,
    carol,
    stoa,
    subjects,
    governor,
    arbitrator,
    court: court_,
  };
}

interface Roles extends Market {
  readonly governor: ContractOf<typeof stoaGovernorAbi>;
  readonly arbitrator: ContractOf<typeof councilArbitratorAbi>;
  readonly court: CourtMethods;
  readonly judge: Person;
}

/** As the deployment gives them, but that the judge rules at once, and the admin sets what governance sets. */
async function giveRoles(parts: Roles): Promise<void> {
  const { authority, admin, governor, court: court_, judge } = parts;
  const call = as(authority, admin);
  const targets = {
    Court: court_,
    CouncilArbitrator: parts.arbitrator,
    ServiceRegistry: parts.services,
    GatewayRegistry: parts.gateways,
    ChargeDisputes: parts.disputes,
  };
  for (const { role, functions } of GUARDED) {
    for (const [name, target] of Object.entries(targets)) {
      const found = functions[name as keyof typeof targets];
      if (!found) continue;
      await call.setTargetFunctionRole(target, selectorsOf(found.abi, found.names), ROLES[role]);
    }
  }
  for (const role of ["ARBITER", "SLASHER"] as const) await call.grantRole(ROLES[role], court_, 0);
  await call.grantRole(ROLES.JUDGE, judge.address, 0);
  await call.grantRole(ROLES.OPERATIONS, governor, EXECUTION_DELAYS.OPERATIONS);
  for (const role of ["OPERATIONS", "UPGRADE"] as const) await call.grantRole(ROLES[role], admin.address, 0);
}

export interface Harmed {
  readonly payer: Address;
  readonly gateway: Address;
  readonly key: Address;
  readonly epoch: number;
  readonly amount: bigint;
}

/** The challenger opens a case about the stake of the publisher's service. */
export function openStake(
  { court: court_, challenger, service }: CourtParts,
  {
    who = challenger,
    amount = SLASHABLE,
    harmed = [] as readonly Harmed[],
    evidence = EVIDENCE as { hash: Hex; uri: string },
    value = 0n,
  } = {},
) {
  return as(court_, who).openStake(service.serviceId, amount, harmed, evidence, NO_PERMIT, { value });
}

export function answer({ court: court_, publisher }: CourtParts, caseId = 1n, who: Person = publisher) {
  return as(court_, who).answer(caseId, EVIDENCE, NO_PERMIT);
}

/** The council rules, by the newest dispute's number unless named. */
export async function rule({ arbitrator, judge }: CourtParts, ruling: bigint, disputeId?: bigint) {
  return as(arbitrator, judge).giveRuling(disputeId ?? (await arbitrator.disputeCount()), ruling);
}

export function appeal({ court: court_, publisher }: CourtParts, caseId = 1n, who: Person = publisher) {
  return as(court_, who).appeal(caseId, NO_PERMIT);
}

/** A case about the stake, opened. */
export async function opened() {
  const parts = await court();
  await openStake(parts);
  return parts;
}

/** The same, answered. */
export async function answered() {
  const parts = await opened();
  await answer(parts);
  return parts;
}

/** The same, ruled. */
export async function ruledUpheld() {
  const parts = await answered();
  await rule(parts, UPHELD);
  return parts;
}

export async function ruledRejected() {
  const parts = await answered();
  await rule(parts, REJECTED);
  return parts;
}

/** Upheld, and appealed by the publisher. */
export async function appealed() {
  const parts = await ruledUpheld();
  await appeal(parts);
  return parts;
}

/** The case's time of what it waits for is over. */
export async function afterDeadline({ court: court_ }: CourtParts, caseId = 1n): Promise<void> {
  const { deadline } = await court_.caseOf(caseId);
  if (deadline >= (await now())) await networkHelpers.time.increaseTo(deadline + 1n);
}

export async function afterRuleBy({ court: court_ }: CourtParts, caseId = 1n): Promise<void> {
  const { ruleBy } = await court_.caseOf(caseId);
  await networkHelpers.time.increaseTo(ruleBy + 1n);
}

/** The vote on a case's appeal as the Governor takes it. */
export async function proposalOf({ court: court_ }: CourtParts, caseId: bigint, outcome: bigint) {
  const address = await addressOf(court_);
  const data = court_.interface.encodeFunctionData("resolveAppeal", [caseId, outcome]) as Hex;
  const verb = outcome === UPHELD ? "uphold" : "reject";
  const description =
    `# Appeal of case ${caseId}: ${verb} it\n\nThe arbitrator has ruled the other way. ` +
    `Without this vote the ruling stands.\n\n#proposer=${address.toLowerCase()}`;
  return { targets: [address], values: [0n], calldatas: [data], description } as const;
}

/** Passes the appeal's vote and carries it out. */
export async function passAppeal(parts: CourtParts, caseId = 1n, outcome = REJECTED): Promise<void> {
  const { governor, court: court_, alice, bob } = parts;
  const { proposalId } = await court_.caseOf(caseId);
  const { targets, values, calldatas, description } = await proposalOf(parts, caseId, outcome);
  const args = [targets, values, calldatas, keccak256(toHex(description))] as const;
  await networkHelpers.time.increaseTo((await governor.proposalSnapshot(proposalId)) + 1n);
  for (const voter of [alice, bob]) await as(governor, voter).castVote(proposalId, 1);
  await networkHelpers.time.increaseTo((await governor.proposalDeadline(proposalId)) + 1n);
  await governor.queue(...args);
  await networkHelpers.time.increaseTo(await governor.proposalEta(proposalId));
  await governor.execute(...args);
}
