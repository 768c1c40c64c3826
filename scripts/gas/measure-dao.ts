/** Gas of what holders and voters do, at the DAO as it is deployed. Tokens have moved, and somebody has proposed before. */
import { encodeFunctionData, keccak256, parseEther, toBytes, type Address, type Hex } from "viem";
import { encodeCredential } from "../../contracts/credential.ts";
import { gatewayRegistryAbi, membersAbi, stoaGovernorAbi, stoaTokenAbi } from "../../contracts/generated.ts";
import { ballotTypes } from "../../contracts/typed-data.ts";
import { ISSUER, issueCredential } from "../demo/credential.ts";
import { gatherElectorate } from "../demo/electorate.ts";
import { deploy } from "../deploy.ts";
import { connect, type ChainClient } from "../deploy/client.ts";
import { GAS_OF_VOTES } from "../../contracts/votes-gas.ts";
import { DAY, openMarket, USDC, type Market } from "../scenarios/market.ts";
import { demoAccount } from "../start/accounts.ts";
import type { Measurements } from "./measure.ts";

/** STOA base units: more than whoever proposes needs. */
const MILLIONS = 2_000_000n * 10n ** 18n;
const FOR = 1;
const TEXT = "Ask a bond of 6,000 USDC of every gateway, so that its publishers are covered for a day. "
  .repeat(3)
  .slice(0, 200);

/** Accounts past the demo's, each with one transfer to it and itself as its delegate, as the peers' voters are. */
const VOTERS = { proposing: 100, first: 101, later: 102, powerAlone: 103, signing: 104 } as const;
const MEMBERS = [VOTERS.first, VOTERS.later, VOTERS.signing] as const;
/** Accounts that hold STOA and have not delegated. */
const HOLDERS = [110, 111, 112] as const;
/** The largest holder of the demo, its own delegate. */
const WHALE = 4;

export async function measureDao(): Promise<Measurements> {
  // On a real chain hardly two movements of one holder's votes fall into one second, in which they would share a checkpoint.
  const market = await openMarket(deploy, { allowBlocksWithSameTimestamp: false });
  try {
    const clientOf = (account: number) => connect(market.rpcUrl, demoAccount(account));
    await gatherElectorate(clientOf, market.deployment);
    for (const account of [...Object.values(VOTERS), ...HOLDERS]) {
      await market.chain.setBalance({ address: demoAccount(account).address, value: parseEther("1") });
    }
    const holders = await movements(market, clientOf);
    for (const account of MEMBERS) await enrol(market, await clientOf(account));
    await market.pass(31 * DAY);
    return { ...holders, ...(await votes(market, clientOf)) };
  } finally {
    await market.close();
  }
}

type ClientOf = (account: number) => Promise<ChainClient>;

async function used({ done }: Market, sending: Promise<Hex>): Promise<number> {
  return Number((await done(sending)).gasUsed);
}

async function movements(market: Market, clientOf: ClientOf): Promise<Measurements> {
  const { StoaToken } = market.deployment.contracts;
  const stoa = { address: StoaToken, abi: stoaTokenAbi, gas: GAS_OF_VOTES } as const;
  const send = async (from: number, to: number) => {
    const [by, args] = [await clientOf(from), [demoAccount(to).address, MILLIONS] as const];
    return used(market, by.writeContract({ ...stoa, functionName: "transfer", args }));
  };
  const delegate = async (account: number) => {
    const [by, args] = [await clientOf(account), [demoAccount(account).address] as const];
    return used(market, by.writeContract({ ...stoa, functionName: "delegate", args }));
  };

  for (const voter of Object.values(VOTERS)) {
    await send(WHALE, voter);
    await delegate(voter);
  }
  const [from, to, newcomer] = HOLDERS;
  for (const holder of HOLDERS) await send(WHALE, holder);
  return {
    "STOA transfer, undelegated": await send(from, to),
    "delegate, first": await delegate(newcomer),
    "STOA transfer, both delegated": await send(WHALE, newcomer),
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
  const [proposer, whale] = [await clientOf(VOTERS.proposing), await clientOf(WHALE)];
  const propose = (minBond: bigint) => {
    const args = [...callsOf(GatewayRegistry, minBond), TEXT] as const;
    return used(market, proposer.writeContract({ ...governor, functionName: "propose", args }));
  };
  await propose(5_500n * USDC);
  const proposing = await propose(6_000n * USDC);

  const id = await market.admin.readContract({ ...governor, functionName: "latestProposalId" });
  const act = [...callsOf(GatewayRegistry, 6_000n * USDC), keccak256(toBytes(TEXT))] as const;
  const after = async (functionName: "proposalSnapshot" | "proposalDeadline" | "proposalEta") => {
    const time = await market.admin.readContract({ ...governor, functionName, args: [id] });
    await market.pass(Number(time - (await market.admin.getBlock()).timestamp) + 1);
  };
  const vote = (voter: ChainClient) =>
    used(market, voter.writeContract({ ...governor, functionName: "castVote", args: [id, FOR] }));
  await after("proposalSnapshot");
  const ballots = {
    "vote, first: power and voice": await vote(await clientOf(VOTERS.first)),
    "vote, later: power and voice": await vote(await clientOf(VOTERS.later)),
    "vote, later: power alone": await vote(await clientOf(VOTERS.powerAlone)),
    "vote by signature: power and voice": await sendBallot(market, await clientOf(VOTERS.signing), id),
  };
  // The quorum is his.
  await vote(whale);
  const carryOut = (functionName: "queue" | "execute") =>
    used(market, proposer.writeContract({ ...governor, functionName, args: act }));
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
  return used(market, admin.writeContract({ ...governor, functionName: "castVoteBySig", args }));
}
