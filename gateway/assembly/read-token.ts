import { parseAbi, type Address } from "viem";
import type { ChainClient } from "../chain/client.ts";

const erc20Metadata = parseAbi([
  "function symbol() view returns (string)",
  "function decimals() view returns (uint8)",
]);

/** Symbol and decimals of an ERC-20, for people's eyes. */
export async function readToken(client: ChainClient, address: Address) {
  const token = { address, abi: erc20Metadata } as const;
  const [symbol, decimals] = await Promise.all([
    client.readContract({ ...token, functionName: "symbol" }),
    client.readContract({ ...token, functionName: "decimals" }),
  ]);
  return { address, symbol, decimals };
}
