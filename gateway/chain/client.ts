import { createPublicClient, defineChain, http } from "viem";

/**
 * The JSON-RPC client that the chain view and the settlement share. Reads asked for at once travel as one batch;
 * multicall is not used, because a local chain does not have that contract.
 */
export function createChainClient(rpcUrl: string, chainId: number) {
  return createPublicClient({
    chain: defineChain({
      id: chainId,
      name: `eip155:${chainId}`,
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: { default: { http: [rpcUrl] } },
    }),
    transport: http(rpcUrl, { batch: { batchSize: 50 }, timeout: 10_000, retryCount: 2 }),
    cacheTime: 0,
  });
}

export type ChainClient = ReturnType<typeof createChainClient>;
