import { createConfig, createStorage, http, type Config } from "wagmi";
import { stoaChain } from "./chain.ts";
import { LOCAL_CHAIN, type StoaConfig } from "./config.ts";

/** Wallets announce themselves (EIP-6963); reads go to the chain behind this origin. */
export function createWagmiConfig(config: StoaConfig): Config {
  const chain = stoaChain(config);
  return createConfig({
    chains: [chain],
    transports: { [chain.id]: http(chain.rpcUrls.default.http[0]) },
    multiInjectedProviderDiscovery: true,
    pollingInterval: config.chainId === LOCAL_CHAIN ? 1_000 : 4_000,
    storage: createStorage({ storage: localStorage, key: "stoa:wallet" }),
  });
}
