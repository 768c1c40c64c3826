/** A proposal's whole life on the demo's chain: proposed, voted for by its delegates, queued and executed. */
import { keccak256, toBytes, type Address, type Hex } from "viem";
import { stoaGovernorAbi } from "../../contracts/generated.ts";
import { DELEGATES } from "../../scripts/demo/electorate.ts";
import { connect, type ChainClient } from "../../scripts/deploy/client.ts";
import { confirm } from "../../scripts/deploy/transact.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";

/** Demo accounts to which the holders have delegated. The first proposes. */
const VOTERS = [...new Set(Object.values(DELEGATES))];
const FOR = 1;

export interface Chain {
  readonly rpcUrl: string;
  readonly governor: Address;
  /** Moves the chain's clock, seconds. */
  readonly pass: (seconds: number) => Promise<void>;
}

export interface ProposedCall {
  readonly target: Address;
  readonly data: Hex;
}

/** Resolves with the proposal's id when its calls were made. Throws when anything is refused. */
export async function passProposal(
  chain: Chain,
  calls: readonly ProposedCall[],
  description: string,
): Promise<bigint> {
  const [proposer, ...others] = await Promise.all(
    VOTERS.map((account) => connect(chain.rpcUrl, demoAccount(account))),
  );
  const client = proposer!;
  const governor = { address: chain.governor, abi: stoaGovernorAbi } as const;
  const proposed = [
    calls.map(({ target }) => target),
    calls.map(() => 0n),
    calls.map(({ data }) => data),
  ] as const;
  const act = [...proposed, keccak256(toBytes(description))] as const;

  const { request, result: id } = await client.simulateContract({
    ...governor,
    functionName: "propose",
    args: [...proposed, description],
  });
  await confirm(client, await client.writeContract(request));
  await passUntil(
    chain,
    client,
    await client.readContract({ ...governor, functionName: "proposalSnapshot", args: [id] }),
  );
  for (const voter of [client, ...others]) {
    const vote = { ...governor, functionName: "castVote", args: [id, FOR] } as const;
    await confirm(voter, await voter.writeContract((await voter.simulateContract(vote)).request));
  }
  await passUntil(
    chain,
    client,
    await client.readContract({ ...governor, functionName: "proposalDeadline", args: [id] }),
  );
  const queue = { ...governor, functionName: "queue", args: act } as const;
  await confirm(client, await client.writeContract((await client.simulateContract(queue)).request));
  await passUntil(
    chain,
    client,
    await client.readContract({ ...governor, functionName: "proposalEta", args: [id] }),
  );
  const execute = { ...governor, functionName: "execute", args: act } as const;
  await confirm(client, await client.writeContract((await client.simulateContract(execute)).request));
  return id;
}

/** The next block is past `time`, Unix seconds. */
async function passUntil(chain: Chain, client: ChainClient, time: bigint): Promise<void> {
  const { timestamp } = await client.getBlock();
  if (timestamp <= time) await chain.pass(Number(time - timestamp) + 1);
}
