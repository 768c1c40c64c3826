import { hashMessage, parseAbi, type Address, type Hex } from "viem";
import type { ChainClient } from "../chain/client.ts";

const erc1271 = parseAbi(["function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)"]);
const MAGIC_VALUE = "0x1626ba7e";

/** Whether the account's contract accepts the signature of a message: https://eips.ethereum.org/EIPS/eip-1271 */
export function contractAccepts(client: ChainClient) {
  return async (signer: Address, message: string, signature: Hex): Promise<boolean> => {
    const call = { address: signer, abi: erc1271, functionName: "isValidSignature" } as const;
    const answer = await client
      .readContract({ ...call, args: [hashMessage(message), signature] })
      // No code, a revert or another answer: the account did not sign.
      .catch(() => undefined);
    return answer === MAGIC_VALUE;
  };
}
