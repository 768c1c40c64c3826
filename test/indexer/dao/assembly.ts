/**
 * A market that belongs to its DAO, with its index, and what holders and members do there. One for all files of this folder: what
 * a test does, those after it find.
 */
import { keccak256, stringToHex, toBytes, toHex, zeroHash, type Address, type Hex } from "viem";
import {
  attestationAdapterAbi,
  authorityAbi,
  constitutionAbi,
  councilAbi,
  membersAbi,
  merkleDistributorAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
  treasuryAbi,
  vestingAbi,
} from "../../../contracts/generated.ts";
import { encodeCredential } from "../../../contracts/credential.ts";
import { issueCredential, ISSUER } from "../../../scripts/demo/credential.ts";
import { connect, type ChainClient } from "../../../scripts/deploy/client.ts";
import { communityShares, merkleTree } from "../../../scripts/deploy/distribution.ts";
import { constitute } from "../../../scripts/deploy/constitute.ts";
import { GAS_OF_VOTES } from "../../../contracts/votes-gas.ts";
import { DAY, openMarket } from "../../../scripts/scenarios/market.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import type { ProposedCall } from "../../helpers/pass-proposal.ts";
import { indexed } from "../fixture.ts";

export const STOA = 10n ** 18n;
/** The contract's numbers. */
export const AGAINST = 0;
export const FOR = 1;
export const ABSTAIN = 2;

export interface Proposed {
  readonly id: bigint;
  readonly calls: readonly ProposedCall[];
  readonly description: string;
}

export type Assembly = Awaited<ReturnType<typeof gather>>;
let gathered: Promise<Assembly> | undefined;

/**
 * Accounts 4 to 8 have their shares; 4, 5 and 6 vote with their own, 7 gave its votes to 4, and 8 nobody. 4 and 5 are members by
 * bond and 6 by credential, and their voices count.
 */
export function assembly(): Promise<Assembly> {
  gathered ??= gather();
  return gathered;
}

async function gather() {
  const market = await openMarket();
  await constitute(market.admin, market.deployment.contracts);
  const { done, rpcUrl, deployment } = market;
  const at = deployment.contracts;
  const stoa = { address: at.StoaToken, abi: stoaTokenAbi } as const;
  const governor = { address: at.StoaGovernor, abi: stoaGovernorAbi } as const;
  const constitution = { address: at.Constitution, abi: constitutionAbi } as const;
  const members = { address: at.Members, abi: membersAbi } as const;
  const adapter = { address: at.AttestationAdapter, abi: attestationAdapterAbi } as const;
  const treasury = { address: at.Treasury, abi: treasuryAbi } as const;
  const authority = { address: at.Authority, abi: authorityAbi } as const;
  const community = { address: at.CommunityDistributor, abi: merkleDistributorAbi } as const;
  const team = { address: at.TeamVesting, abi: vestingAbi } as const;
  const council = (name: "GuardianCouncil" | "GrantsCouncil" | "AuditCouncil") =>
    ({ address: at[name], abi: councilAbi }) as const;

  const people = new Map<number, Promise<ChainClient>>();
  const person = (index: number): Promise<ChainClient> => {
    const known = people.get(index) ?? connect(rpcUrl, demoAccount(index));
    people.set(index, known);
    return known;
  };
  const addressOf = (index: number): Address => demoAccount(index).address;

  async function claimShare(index: number): Promise<void> {
    const share = merkleTree(communityShares()).claims.find(({ account }) => account === addressOf(index))!;
    const args = [share.index, share.account, share.amount, share.proof] as const;
    const who = await person(index);
    await done(who.writeContract({ ...community, functionName: "claim", args, gas: GAS_OF_VOTES }));
  }
  async function delegate(index: number, to: Address): Promise<void> {
    const who = await person(index);
    await done(who.writeContract({ ...stoa, functionName: "delegate", args: [to], gas: GAS_OF_VOTES }));
  }
  async function enrolByBond(index: number): Promise<void> {
    const who = await person(index);
    const bond = await who.readContract({ ...members, functionName: "bond" });
    await done(who.writeContract({ ...stoa, functionName: "approve", args: [at.Members, bond] }));
    const permit = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash };
    await done(who.writeContract({ ...members, functionName: "enrol", args: [permit], gas: GAS_OF_VOTES }));
  }
  const credentialFor = async (account: Address, name: string) =>
    encodeCredential(
      await issueCredential(
        await person(ISSUER),
        demoAccount(ISSUER),
        at.AttestationAdapter,
        account,
        keccak256(toHex(name)),
      ),
    );
  async function enrolByCredential(index: number, name: string): Promise<void> {
    const who = await person(index);
    const args = [at.AttestationAdapter, await credentialFor(addressOf(index), name)] as const;
    await done(who.writeContract({ ...members, functionName: "enrolWith", args }));
  }

  for (const holder of [4, 5, 6, 7, 8]) await claimShare(holder);
  for (const holder of [4, 5, 6]) await delegate(holder, addressOf(holder));
  await delegate(7, addressOf(4));
  for (const holder of [4, 5]) await enrolByBond(holder);
  await enrolByCredential(6, "Ada");
  await market.pass(31 * DAY);

  async function propose(
    index: number,
    description: string,
    calls: readonly ProposedCall[],
  ): Promise<Proposed> {
    const who = await person(index);
    const targets = calls.map(({ target }) => target);
    const call = {
      ...governor,
      functionName: "propose",
      args: [targets, targets.map(() => 0n), calls.map(({ data }) => data), description],
    } as const;
    const { result: id } = await who.simulateContract(call);
    await done(who.writeContract(call));
    return { id, calls, description };
  }

  /** What queue, execute and cancel are called with. */
  const contentOf = ({ calls, description }: Proposed) =>
    [
      calls.map(({ target }) => target),
      calls.map(() => 0n),
      calls.map(({ data }) => data),
      keccak256(toBytes(description)),
    ] as const;

  async function vote(index: number, { id }: Proposed, support: number, reason = ""): Promise<void> {
    const who = await person(index);
    const args = [id, support, reason] as const;
    await done(who.writeContract({ ...governor, functionName: "castVoteWithReason", args }));
  }
  async function act(index: number, name: "queue" | "execute" | "cancel", proposed: Proposed): Promise<void> {
    const who = await person(index);
    await done(who.writeContract({ ...governor, functionName: name, args: contentOf(proposed) }));
  }
  /** Votes a proposal through and carries it out. */
  async function enactByVote(proposed: Proposed, days: Days): Promise<void> {
    await market.pass(days.delay * DAY + 1);
    for (const voter of [4, 5, 6]) await vote(voter, proposed, FOR);
    await market.pass(days.period * DAY);
    await act(4, "queue", proposed);
    await market.pass(days.execution * DAY);
    await act(4, "execute", proposed);
  }

  type CouncilName = Parameters<typeof council>[0];

  /** A council's call: the first proposes it, the others approve. @returns its number */
  async function suggest(
    name: CouncilName,
    [first, ...others]: readonly number[],
    target: Address,
    data: Hex,
  ): Promise<bigint> {
    const contract = council(name);
    const proposer = await person(first!);
    await done(proposer.writeContract({ ...contract, functionName: "propose", args: [target, data] }));
    const id = await proposer.readContract({ ...contract, functionName: "proposalCount" });
    for (const each of others) {
      const who = await person(each);
      await done(who.writeContract({ ...contract, functionName: "approve", args: [id] }));
    }
    return id;
  }
  async function enact(name: CouncilName, index: number, id: bigint): Promise<void> {
    const who = await person(index);
    await done(who.writeContract({ ...council(name), functionName: "enact", args: [id] }));
  }
  /** Makes a council's call that needs no delay. */
  async function decide(
    name: CouncilName,
    who: readonly number[],
    target: Address,
    data: Hex,
  ): Promise<void> {
    await enact(name, who[0]!, await suggest(name, who, target, data));
  }

  return {
    market,
    index: await indexed(market),
    stoa,
    governor,
    constitution,
    members,
    adapter,
    treasury,
    authority,
    community,
    team,
    council,
    person,
    addressOf,
    claimShare,
    delegate,
    enrolByBond,
    enrolByCredential,
    credentialFor,
    propose,
    vote,
    act,
    enactByVote,
    suggest,
    enact,
    decide,
    now: async () => (await market.admin.getBlock()).timestamp,
  };
}

/** How long a tier's proposals wait, are voted on, and wait again. */
export interface Days {
  readonly delay: number;
  readonly period: number;
  readonly execution: number;
}
export const OPERATIONS: Days = { delay: 1, period: 5, execution: 2 };
export const TREASURY: Days = { delay: 1, period: 7, execution: 3 };

export function categoryNamed(name: string): Hex {
  return stringToHex(name, { size: 32 });
}
