/**
 * The CREATE3 factory, at an address that only its own code decides: it is created by CREATE2 through the keyless
 * deployer that most chains have (https://github.com/Arachnid/deterministic-deployment-proxy).
 */
import { concat, getContractAddress, zeroHash, type Address, type Hex } from "viem";
import { readArtifact } from "./artifact.ts";
import type { ChainClient } from "./client.ts";
import { confirm, ensureCode } from "./transact.ts";

/** Nobody holds this account's key: its one transaction was made from a signature chosen by hand. */
const KEYLESS_SIGNER: Address = "0x3fAB184622Dc19b6109349B94811493BF2a45362";
const KEYLESS_DEPLOYER: Address = "0x4e59b44847b379578588920cA78FbF26c0B4956C";
const KEYLESS_TRANSACTION: Hex =
  "0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222";
/** 100,000 gas at the 100 gwei that its signature fixes. */
const KEYLESS_COST = 100_000n * 100_000_000_000n;

/** Address of the factory; creates it, and the keyless deployer, where they are missing. */
export async function ensureFactory(client: ChainClient): Promise<Address> {
  const { bytecode } = readArtifact("deploy", "Create3Factory");
  const factory = getContractAddress({ opcode: "CREATE2", from: KEYLESS_DEPLOYER, salt: zeroHash, bytecode });

  await ensureCode(client, KEYLESS_DEPLOYER, async () => {
    const missing = KEYLESS_COST - (await client.getBalance({ address: KEYLESS_SIGNER }));
    if (missing > 0n) {
      await confirm(client, await client.sendTransaction({ to: KEYLESS_SIGNER, value: missing }));
    }
    return client.sendRawTransaction({ serializedTransaction: KEYLESS_TRANSACTION });
  });
  await ensureCode(client, factory, () =>
    client.sendTransaction({ to: KEYLESS_DEPLOYER, data: concat([zeroHash, bytecode]) }),
  );
  return factory;
}
