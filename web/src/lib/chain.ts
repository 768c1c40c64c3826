import { defineChain, type Chain } from "viem";
import { arbitrum, base, baseSepolia, mainnet, optimism, sepolia } from "viem/chains";
import { LOCAL_CHAIN, type StoaConfig } from "./config.ts";

const KNOWN: readonly Chain[] = [mainnet, base, optimism, arbitrum, sepolia, baseSepolia];

/** The one chain this site works on. Names and explorers of well-known chains are viem's; calls go through the gateway. */
export function stoaChain(config: StoaConfig): Chain {
  const rpc = new URL(config.rpc, location.origin).href;
  const rpcUrls = { default: { http: [rpc] } };
  if (config.chainId === LOCAL_CHAIN) {
    return defineChain({
      id: LOCAL_CHAIN,
      name: "Stoa local chain",
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls,
      testnet: true,
    });
  }
  const chain = KNOWN.find(({ id }) => id === config.chainId);
  return chain
    ? { ...chain, rpcUrls }
    : defineChain({
        id: config.chainId,
        name: `Chain ${config.chainId}`,
        nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
        rpcUrls,
      });
}
