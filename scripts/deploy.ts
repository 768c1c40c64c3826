/**
 * `npm run deploy`: deploys Stoa to the chain behind RPC_URL and writes its addresses to DEPLOYMENT_FILE, which is
 * contracts/deployments/<chainId>.json unless set.
 */
import {
  encodeDeployData,
  erc20Abi,
  getAddress,
  keccak256,
  parseAbi,
  toBytes,
  type Address,
  type Hex,
} from "viem";
import type { Deployment } from "../contracts/deployment.ts";
import { readArtifact } from "./deploy/artifact.ts";
import { chainIdOf, connect, type ChainClient } from "./deploy/client.ts";
import { constitute } from "./deploy/constitute.ts";
import { LOCAL_CHAIN, readSettings } from "./deploy/env.ts";
import { ensureFactory } from "./deploy/factory.ts";
import { LOCAL_FOUNDING } from "./deploy/founding.ts";
import { CONTRACT_NAMES, LATER, planOf, type PlannedContract } from "./deploy/plan.ts";
import { recordDeployment } from "./deploy/record.ts";
import { isSameCode } from "./deploy/same-code.ts";
import { ensureCode } from "./deploy/transact.ts";

const factoryAbi = parseAbi([
  "function addressOf(address deployer, bytes32 salt) view returns (address)",
  "function deploy(bytes32 salt, bytes creationCode) returns (address)",
  "function blockOf(address deployed) view returns (uint256)",
]);

export interface DeployOptions {
  /** The chain's stablecoin, 6 decimals. Without it a test token is deployed, which only the local chain accepts. */
  readonly usdc?: Address | undefined;
  readonly say?: (line: string) => void;
}

/** Deploys whatever is missing of Stoa, as `deployContracts` does, and hands it to the DAO: `client`'s account keeps nothing. */
export async function deploy(client: ChainClient, options: DeployOptions = {}): Promise<Deployment> {
  const deployment = await deployContracts(client, options);
  await constitute(client, deployment.contracts);
  options.say?.(`Admin of the Authority: the Governor ${deployment.contracts.StoaGovernor}, and nobody else`);
  return deployment;
}

/**
 * Deploys whatever is missing of Stoa's contracts. `client`'s account becomes the Authority's admin, until it constitutes the
 * DAO. Every address follows from that account and the contract's name (CREATE3), so a deployment that was cut off goes on
 * where it stopped, and contracts that name each other can be deployed one after the other. Throws on other chains than the
 * local one, for a token without 6 decimals, and when there is other code at one of the addresses.
 */
export async function deployContracts(client: ChainClient, options: DeployOptions = {}): Promise<Deployment> {
  refuseOtherChains(client.chain.id);
  const admin = client.account.address;
  if (options.usdc) await refuseOddToken(client, options.usdc);

  const factory = await ensureFactory(client);
  const at = await addressesOf(client, factory);
  const usdc = options.usdc ?? at.TestUSDC;
  const { timestamp } = await client.getBlock();
  const plan = planOf({ ...at, USDC: usdc }, admin, LOCAL_FOUNDING, timestamp);
  if (!options.usdc) plan.unshift({ name: "TestUSDC", folder: "local", args: [] });
  for (const contract of plan) {
    await deployOne(client, factory, contract, at[contract.name]);
    options.say?.(`${contract.name} ${at[contract.name]}`);
  }

  const { TestUSDC: _, Reputation: _reputation, ...contracts } = at;
  return {
    chainId: client.chain.id,
    genesisHash: (await client.getBlock({ blockNumber: 0n })).hash,
    startBlock: await firstBlock(client, factory, Object.values(contracts)),
    contracts: { ...contracts, Create3Factory: factory, USDC: getAddress(usdc) },
  };
}

/** Throws for every chain but the local one: whom the DAO begins with is written for that one alone. */
export function refuseOtherChains(chainId: number, found = ""): void {
  if (chainId === LOCAL_CHAIN) return;
  throw new Error(
    `${found}Chain ${chainId} is not the local chain (${LOCAL_CHAIN}), and Stoa cannot be deployed there yet: whom its councils ` +
      "consist of and whose the supply is, is settled for the local chain alone. Nothing was deployed.",
  );
}

/** Prices, stakes and bonds are written for 6 decimals. */
async function refuseOddToken(client: ChainClient, usdc: Address): Promise<void> {
  const decimals = await client
    .readContract({ address: usdc, abi: erc20Abi, functionName: "decimals" })
    .catch(() => undefined);
  if (decimals === 6) return;
  const what = decimals === undefined ? "is not an ERC-20 on this chain" : `has ${decimals} decimals, not 6`;
  throw new Error(`USDC_ADDRESS ${usdc} ${what}. Nothing was deployed.`);
}

async function addressesOf(client: ChainClient, factory: Address) {
  const names = [...CONTRACT_NAMES, ...LATER, "TestUSDC"] as const;
  const found = await Promise.all(
    names.map((name) =>
      client.readContract({
        address: factory,
        abi: factoryAbi,
        functionName: "addressOf",
        args: [client.account.address, saltOf(name)],
      }),
    ),
  );
  return Object.fromEntries(names.map((name, index) => [name, found[index]])) as Record<
    (typeof names)[number],
    Address
  >;
}

async function deployOne(
  client: ChainClient,
  factory: Address,
  { name, contract, folder, args }: PlannedContract,
  address: Address,
): Promise<void> {
  const artifact = readArtifact(folder, contract ?? name);
  await ensureCode(client, address, () =>
    client.writeContract({
      address: factory,
      abi: factoryAbi,
      functionName: "deploy",
      args: [saltOf(name), encodeDeployData({ abi: artifact.abi, bytecode: artifact.bytecode, args })],
    }),
  );
  if (isSameCode((await client.getCode({ address })) ?? "0x", artifact)) return;
  throw new Error(
    `The ${name} at ${address} is of another build. Check out the version that was deployed, or deploy anew from another account.`,
  );
}

function saltOf(name: string): Hex {
  return keccak256(toBytes(`stoa/${name}`));
}

/** Asked of the factory, not of this run: the first contracts may be an earlier run's. */
async function firstBlock(client: ChainClient, factory: Address, deployed: Address[]): Promise<number> {
  const blocks = await Promise.all(
    deployed.map((address) =>
      client.readContract({ address: factory, abi: factoryAbi, functionName: "blockOf", args: [address] }),
    ),
  );
  return Math.min(...blocks.map(Number));
}

if (import.meta.main) {
  try {
    const rpcUrl = process.env["RPC_URL"] ?? "http://127.0.0.1:8545";
    const chainId = await chainIdOf(rpcUrl);
    // Before it asks for keys that would change nothing.
    refuseOtherChains(chainId);
    const { account, usdc, file } = readSettings(chainId, process.env);
    recordDeployment(await deploy(await connect(rpcUrl, account), { usdc, say: console.log }), file);
    console.log(`Written to ${file}`);
  } catch (problem) {
    console.error((problem as Error).message);
    process.exitCode = 1;
  }
}
