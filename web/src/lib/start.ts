import { stoaChain } from "./chain.ts";
import { fetchConfig, LOCAL_CHAIN } from "./config.ts";
import { setErrorToken } from "./errors.ts";
import { createWagmiConfig } from "./wagmi.ts";

/** What must be known before the first screen: the gateway's configuration, and wallets for it. */
export async function start() {
  const config = await fetchConfig();
  setErrorToken(config.token);
  if (config.chainId === LOCAL_CHAIN) {
    const { announceDemoWallets } = await import("./demo-wallet.ts");
    announceDemoWallets(stoaChain(config));
  }
  return { config, wagmi: createWagmiConfig(config) };
}
