/**
 * One chain for all contract tests, Hardhat's own or the one that `--network` names; each test starts from a fixture's
 * snapshot.
 */
import { network } from "hardhat";
import type { BaseContract, BaseContractMethod } from "ethers";
import type { Abi, Address, ContractFunctionName, LocalAccount } from "viem";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import { mineEach } from "./mine-each.ts";

const connection = await network.create();
const holdBlocks =
  connection.networkConfig.type === "http"
    ? mineEach(connection.provider)
    : async (held: boolean) => {
        await connection.provider.request({ method: "evm_setAutomine", params: [!held] });
      };
export const { ethers, networkHelpers } = connection;

/** A contract whose methods are known by name: a misspelt one fails the type check. */
export type Callable<Name extends string> = BaseContract & { readonly [N in Name]: BaseContractMethod };
export type ContractOf<TAbi extends Abi> = Callable<ContractFunctionName<TAbi>>;

export async function deploy<Contract extends BaseContract>(
  name: string,
  args: readonly unknown[] = [],
): Promise<Contract> {
  return (await ethers.deployContract(name, [...args])) as unknown as Contract;
}

/** Somebody with a key: `account` signs messages, `signer` sends transactions. */
export interface Person {
  readonly address: Address;
  readonly account: LocalAccount;
  readonly signer: Awaited<ReturnType<typeof ethers.getSigner>>;
}

export async function person(index: number): Promise<Person> {
  const account = demoAccount(index);
  return { address: account.address, account, signer: await ethers.getSigner(account.address) };
}

/** The contract as `who` calls it. */
export function as<Contract extends BaseContract>(contract: Contract, who: Person): Contract {
  return contract.connect(who.signer) as Contract;
}

export async function addressOf(contract: BaseContract): Promise<Address> {
  return (await contract.getAddress()) as Address;
}

/** Time of the newest block, Unix seconds. */
export async function now(): Promise<bigint> {
  return BigInt(await networkHelpers.time.latest());
}

export const HOUR = 3_600n;
export const DAY = 24n * HOUR;

/** Puts all transactions that `body` sends into one block. Each needs a `gasLimit`: what is not mined cannot be estimated upon. */
export async function inOneBlock(body: () => Promise<unknown>): Promise<void> {
  await holdBlocks(true);
  try {
    await body();
    await networkHelpers.mine();
  } finally {
    await holdBlocks(false);
  }
}

/** Runs `body` while `address` has `code`. Takes it away again: fixtures made later start from this chain. */
export async function withCode(address: Address, code: string, body: () => Promise<unknown>): Promise<void> {
  await networkHelpers.setCode(address, code);
  try {
    await body();
  } finally {
    await networkHelpers.setCode(address, "0x");
  }
}
