/** Bounties as sponsors open them, and reports as auditors hand them in. */
import type { ContractTransactionResponse } from "ethers";
import { keccak256, toHex, zeroAddress } from "viem";
import type { auditBountiesAbi as Abi } from "../../../contracts/generated.ts";
import { auditBountiesAbi, serviceRecordsAbi } from "../../../contracts/generated.ts";
import { ROLES } from "../../../contracts/roles.ts";
import { selectorsOf } from "../../../scripts/deploy/selectors.ts";
import { as, DAY, deploy, now, person, type ContractOf, type Person } from "./chain.ts";
import { deployMarket, NO_PERMIT, USDC } from "./market.ts";

/** IAuditBounties' enum. */
export const State = { None: 0n, Open: 1n, Submitted: 2n, Disputed: 3n, Accepted: 4n, Refunded: 5n } as const;
/** IServiceRecords' enum. */
export const Kind = { Domain: 0, Audit: 1, Report: 2 } as const;

export const REWARD = 500n * USDC;
export const BOND = 25n * USDC;
export const HASH = keccak256(toHex("report"));
export const URI = "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

/** The market with bounties, a Court that rules on them, a sponsor and an auditor, each with $1000. */
export async function called() {
  return calledIn("TestUSDC");
}

/** @param token Contract of the vault's token, in which bounties are. */
export async function calledIn(token: string) {
  const parts = await deployMarket(token);
  const { authority, admin, records } = parts;
  const people = { sponsor: await person(10), auditor: await person(11), court: await person(12) };
  const bounties = await deploy<ContractOf<typeof Abi>>("AuditBounties", [parts.token, records, authority]);
  const call = as(authority, admin);
  await call.setTargetFunctionRole(records, selectorsOf(serviceRecordsAbi, ["attest"]), ROLES.AUDITOR);
  await call.grantRole(ROLES.AUDITOR, bounties, 0);
  await call.setTargetFunctionRole(
    bounties,
    selectorsOf(auditBountiesAbi, ["dispute", "rule"]),
    ROLES.ARBITER,
  );
  await call.grantRole(ROLES.ARBITER, people.court.address, 0);
  for (const who of [people.sponsor, people.auditor, parts.rival]) {
    await parts.token.mint(who.address, 1_000n * USDC);
    await as(parts.token, who).approve(bounties, 1_000n * USDC);
  }
  return { ...parts, ...people, bounties };
}
export type Called = Awaited<ReturnType<typeof called>>;

/** With a bounty for whoever comes first, whose number is 1. */
export async function offered() {
  const parts = await called();
  await open(parts);
  return parts;
}

/** With the auditor's report on it. */
export async function submitted() {
  const parts = await offered();
  await submit(parts);
  return { ...parts, at: await now() };
}

/** With the sponsor's dispute of it. */
export async function disputed() {
  const parts = await submitted();
  await as(parts.bounties, parts.court).dispute(1n, parts.sponsor.address);
  return { ...parts, disputedAt: await now() };
}

export type Terms = Awaited<ReturnType<typeof termsOf>>;

export async function termsOf({ service }: Called) {
  return {
    serviceId: service.serviceId,
    version: 1,
    reward: REWARD,
    bond: BOND,
    named: zeroAddress as Person["address"],
    submitBy: (await now()) + 30n * DAY,
  };
}

export async function open(
  parts: Called,
  changes: Partial<Terms> = {},
): Promise<ContractTransactionResponse> {
  const terms = { ...(await termsOf(parts)), ...changes };
  return as(parts.bounties, parts.sponsor).open(terms, NO_PERMIT);
}

export function submit(
  { bounties, auditor }: Called,
  { by = auditor, hash = HASH, uri = URI } = {},
): Promise<ContractTransactionResponse> {
  return as(bounties, by).submit(1n, hash, uri, NO_PERMIT);
}

/** What AuditBounties holds is what its bounties have set aside, and what waits to be collected. */
export async function booksOf({ bounties, token, sponsor, auditor, rival }: Called) {
  let owed = 0n;
  for (const { address } of [sponsor, auditor, rival]) owed += await bounties.owedTo(address);
  const count: bigint = await bounties.bountyCount();
  for (let bountyId = 1n; bountyId <= count; bountyId++) {
    const { state, reward, bond } = await bounties.bountyOf(bountyId);
    if (state === State.Open) owed += reward;
    if (state === State.Submitted || state === State.Disputed) owed += reward + bond;
  }
  return { held: (await token.balanceOf(bounties)) as bigint, owed };
}
