/** Gas of what holders and voters do, at the DAO as it is deployed. Tokens have moved, and somebody has proposed before. */
import { encodeFunctionData, keccak256, parseEther, toBytes, type Address, type Hex } from "viem";
import { encodeCredential } from "../../contracts/credential.ts";
import { gatewayRegistryAbi, membersAbi, stoaGovernorAbi, stoaTokenAbi } from "../../contracts/generated.ts";
import { ballotTypes } from "../../contracts/typed-data.ts";
import { ISSUER, issueCredential } from "../demo/credential.ts";
import { gatherElectorate } from "../demo/electorate.ts";
import { deploy } from "../deploy.ts";
import { connect, type ChainClient } from "../deploy/client.ts";
import { GAS_OF_VOTES } from "../deploy/transact.ts";
import { DAY, openMarket, USDC, type Market } from "../scenarios/market.ts";
import { demoAccount } from "../start/accounts.ts";
import type { Measurements } from "./measure.ts";

const STOA = 10n ** 18n;
const FOR = 1;
const MINUTE = 60;
const TEXT = "Ask a bond of 6,000 USDC of every gateway, so that its publishers are covered for a day. "
  .repeat(3)
  .slice(0, 200);

/** Delegates of the demo by account: four have voices, one has power alone. */
const MEMBERS = { first: 4, later: 5, signing: 10, proposing: 13 } as const;
const POWER_ALONE = 6;
/** Holders of STOA that have not delegated yet. */
const HOLDERS = [100, 101, 102] as const;

export async function measureDao(): Promise<Measurements> {
  const market = await openMarket(deploy);
  try {
    const clientOf = (account: number) => connect(market.rpcUrl, demoAccount(account));
    await gatherElectorate(clientOf, market.deployment);
    const holders = await transfers(market, clientOf);
    for (const account of Object.values(MEMBERS)) await enrol(market, await clientOf(account));
    await market.pass(31 * DAY);
    return { ...holders, ...(await votes(market, clientOf)) };
  } finally {
    await market.close();
  }
}

type ClientOf = (account: number) => Promise<ChainClient>;

/** In a second of its own: within one the token writes a checkpoint once. */
async function used(market: Market, send: () => Promise<Hex>): Promise<number> {
  await market.pass(MINUTE);
  return Number((await market.done(send())).gasUsed);
}

async function transfers(market: Market, clientOf: ClientOf): Promise<Measurements> {
  const stoa = {
    address: market.deployment.contracts.StoaToken,
    abi: stoaTokenAbi,
    gas: GAS_OF_VOTES,
  } as const;
  const whale = await clientOf(MEMBERS.first);
  const [from, to, third] = (await Promise.all(HOLDERS.map(clientOf))) as [
    ChainClient,
    ChainClient,
    ChainClient,
  ];
  const send = (by: ChainClient, { account }: ChainClient) =>
    used(market, () =>
      by.writeContract({ ...stoa, functionName: "transfer", args: [account.address, STOA] }),
    );
  const delegate = (by: ChainClient) =>
    used(market, () => by.writeContract({ ...stoa, functionName: "delegate", args: [by.account.address] }));

  for (const holder of [from, to, third]) {
    await market.chain.setBalance({ address: holder.account.address, value: parseEther("1") });
    for (let i = 0; i < 3; i++) await send(whale, holder);
  }
  return {
    "STOA transfer, undelegated": await send(from, to),
    "delegate, first": await delegate(third),
    "STOA transfer, both delegated": await send(whale, third),
  };
}

async function enrol(market: Market, member: ChainClient): Promise<void> {
  const { Members, AttestationAdapter: adapter } = market.deployment.contracts;
  const { address } = member.account;
  const credential = await issueCredential(market.admin, demoAccount(ISSUER), adapter, address);
  const args = [adapter, encodeCredential(credential)] as const;
  await market.done(
    member.writeContract({ address: Members, abi: membersAbi, functionName: "enrolWith", args }),
  );
}

async function votes(market: Market, clientOf: ClientOf): Promise<Measurements> {
  const { StoaGovernor, GatewayRegistry } = market.deployment.contracts;
  const governor = { address: StoaGovernor, abi: stoaGovernorAbi, gas: GAS_OF_VOTES } as const;
  const proposer = await clientOf(MEMBERS.proposing);
  const propose = (minBond: bigint) => {
    const args = [...callsOf(GatewayRegistry, minBond), TEXT] as const;
    return used(market, () => proposer.writeContract({ ...governor, functionName: "propose", args }));
  };
  await propose(5_500n * USDC);
  const proposing = await propose(6_000n * USDC);

  const id = await market.admin.readContract({ ...governor, functionName: "latestProposalId" });
  const act = [...callsOf(GatewayRegistry, 6_000n * USDC), keccak256(toBytes(TEXT))] as const;
  const after = async (functionName: "proposalSnapshot" | "proposalDeadline" | "proposalEta") => {
    const time = await market.admin.readContract({ ...governor, functionName, args: [id] });
    await market.pass(Number(time - (await market.admin.getBlock()).timestamp) + 1);
  };
  const vote = async (account: number) => {
    const [voter, args] = [await clientOf(account), [id, FOR] as const];
    return used(market, () => voter.writeContract({ ...governor, functionName: "castVote", args }));
  };
  await after("proposalSnapshot");
  const ballots = {
    "vote, first: power and voice": await vote(MEMBERS.first),
    "vote, later: power and voice": await vote(MEMBERS.later),
    "vote, later: power alone": await vote(POWER_ALONE),
    "vote by signature: power and voice": await sendBallot(market, await clientOf(MEMBERS.signing), id),
  };
  const carryOut = (functionName: "queue" | "execute") =>
    used(market, () => proposer.writeContract({ ...governor, functionName, args: act }));
  await after("proposalDeadline");
  const queue = await carryOut("queue");
  await after("proposalEta");
  return { "propose, one call": proposing, ...ballots, queue, execute: await carryOut("execute") };
}

function callsOf(target: Address, minBond: bigint) {
  const data = encodeFunctionData({ abi: gatewayRegistryAbi, functionName: "setMinBond", args: [minBond] });
  return [[target], [0n], [data]] as const;
}

/** Somebody else sends it. The nonce's upper bytes are the proposal's id. */
async function sendBallot(market: Market, voter: ChainClient, proposalId: bigint): Promise<number> {
  const { deployment, admin } = market;
  const { address } = voter.account;
  const governor = {
    address: deployment.contracts.StoaGovernor,
    abi: stoaGovernorAbi,
    gas: GAS_OF_VOTES,
  } as const;
  const signature = await voter.signTypedData({
    account: voter.account,
    domain: {
      name: "Stoa Governor",
      version: "1",
      chainId: deployment.chainId,
      verifyingContract: governor.address,
    },
    types: ballotTypes,
    primaryType: "Ballot",
    message: { proposalId, support: FOR, voter: address, nonce: proposalId << 64n },
  });
  const args = [proposalId, FOR, address, signature] as const;
  return used(market, () => admin.writeContract({ ...governor, functionName: "castVoteBySig", args }));
}
