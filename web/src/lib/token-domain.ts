import { parseAbi, type PublicClient } from "viem";
import type { TokenDomain } from "../../../sdk/deposit.ts";
import type { StoaConfig } from "./config.ts";

const abi = parseAbi([
  "function name() view returns (string)",
  "function version() view returns (string)",
  "function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)",
]);

/** The token's EIP-712 domain: by EIP-5267 where the token has it; Circle's USDC names it by name() and version(). */
export async function tokenDomain(
  client: PublicClient,
  { chainId, token }: Pick<StoaConfig, "chainId"> & { readonly token: Pick<StoaConfig["token"], "address"> },
): Promise<TokenDomain> {
  const read = { address: token.address, abi } as const;
  const { name, version } = await client
    .readContract({ ...read, functionName: "eip712Domain" })
    .then(([, ...[name, version]]) => ({ name, version }))
    .catch(async () => ({
      name: await client.readContract({ ...read, functionName: "name" }),
      version: await client.readContract({ ...read, functionName: "version" }),
    }));
  return { name, version, chainId, verifyingContract: token.address };
}
