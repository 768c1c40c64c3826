/** How a deposit takes the token from the wallet, best first. All three take exactly the amount. */
import {
  BaseError,
  ContractFunctionRevertedError,
  parseAbi,
  zeroAddress,
  zeroHash,
  type Address,
  type PublicClient,
} from "viem";

/**
 * `authorization` (EIP-3009): one signature that names vault, payer and gateway, so anybody may submit it, and a contract
 * wallet can sign it. `permit` (EIP-2612): one signature, and the payer's own transaction. `approval`: a transaction that
 * allows the amount, then one that deposits it.
 */
export type DepositMethod = "authorization" | "permit" | "approval";

const abi = parseAbi([
  "function receiveWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, bytes signature)",
  "function nonces(address owner) view returns (uint256)",
  "function DOMAIN_SEPARATOR() view returns (bytes32)",
]);

export async function depositMethodOf(client: PublicClient, token: Address): Promise<DepositMethod> {
  if (await takesAuthorizations(client, token)) return "authorization";
  const read = { address: token, abi } as const;
  const asked = [
    client.readContract({ ...read, functionName: "nonces", args: [zeroAddress] }),
    client.readContract({ ...read, functionName: "DOMAIN_SEPARATOR" }),
  ];
  return await Promise.all(asked).then(
    () => "permit" as const,
    () => "approval" as const,
  );
}

/**
 * Whether the token has EIP-3009's function with the signature as bytes, which the vault calls. It refuses a senseless
 * authorisation with a reason; a token without the function refuses the call with none.
 */
async function takesAuthorizations(client: PublicClient, token: Address): Promise<boolean> {
  try {
    await client.simulateContract({
      address: token,
      abi,
      functionName: "receiveWithAuthorization",
      args: [zeroAddress, zeroAddress, 0n, 0n, 0n, zeroHash, "0x"],
      account: zeroAddress,
    });
    return true;
  } catch (error) {
    const revert =
      error instanceof BaseError && error.walk((e) => e instanceof ContractFunctionRevertedError);
    return revert instanceof ContractFunctionRevertedError && (revert.raw ?? "0x") !== "0x";
  }
}
