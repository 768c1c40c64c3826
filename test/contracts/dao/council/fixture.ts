import { encodeFunctionData, getAbiItem, toFunctionSelector, type Address, type Hex } from "viem";
import type { authorityAbi, councilAbi } from "../../../../contracts/generated.ts";
import { stoaTokenAbi, vestingAbi } from "../../../../contracts/generated.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  now,
  person,
  type ContractOf,
  type Person,
} from "../../helpers/chain.ts";

export const TERM = 730n * DAY;
export const LIFE = 14n * DAY;
export const GUARDIAN = 10n;
export const GRANTS = 20n;
export const REVOKE = encodeFunctionData({ abi: vestingAbi, functionName: "revoke" });

export type Council = ContractOf<typeof councilAbi>;

/** Two of three members, and a vesting that they may revoke once the Authority lets them. */
export async function councils() {
  const people = await Promise.all([0, 1, 2, 3, 4].map(person));
  const [governance, ann, ben, cleo, stranger] = people as [Person, Person, Person, Person, Person];
  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [governance.address]);
  const authority = await deploy<ContractOf<typeof authorityAbi>>("Authority", [governance.address]);
  const termEnd = (await now()) + TERM;
  const elect = async (members: readonly Address[], threshold: bigint, until = termEnd) =>
    deploy<Council>("Council", [await addressOf(authority), members, threshold, until]);
  const council = await elect([ann.address, ben.address, cleo.address], 2n);
  const vesting = await deploy<ContractOf<typeof vestingAbi>>("Vesting", [
    await addressOf(stoa),
    governance.address,
    await addressOf(authority),
    stranger.address,
    await now(),
    365n * DAY,
    730n * DAY,
    true,
  ]);
  const selector = toFunctionSelector(getAbiItem({ abi: vestingAbi, name: "revoke" }));
  await authority.setTargetFunctionRole(vesting, [selector], GRANTS);
  return { governance, ann, ben, cleo, stranger, stoa, authority, termEnd, elect, council, vesting };
}

export type Parts = Awaited<ReturnType<typeof councils>>;

/** Ann proposes the call and Ben approves it. */
export async function agreed({ council, ann, ben }: Parts, target: Address, data: Hex): Promise<bigint> {
  await as(council, ann).propose(target, data);
  const id: bigint = await council.proposalCount();
  await as(council, ben).approve(id);
  return id;
}

/** The council has the role of grants, after a delay of a day. */
export async function delayed() {
  const parts = await councils();
  await parts.authority.grantRole(GRANTS, parts.council, DAY);
  const id = await agreed(parts, await addressOf(parts.vesting), REVOKE);
  return { ...parts, id };
}

export const delegateTo = (delegatee: Address) =>
  encodeFunctionData({ abi: stoaTokenAbi, functionName: "delegate", args: [delegatee] });
