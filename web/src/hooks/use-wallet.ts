import { useCallback } from "react";
import { useConfig, type Config } from "wagmi";
import { getConnection, getWalletClient, watchConnection } from "wagmi/actions";
import { useStoaConfig } from "../lib/config.ts";

/**
 * The connected wallet, to sign with. After a reload the site knows its account before the wallet has answered: who presses
 * a button in that moment waits for it, instead of having pressed for nothing.
 */
export function useWallet() {
  const config = useConfig();
  const { chainId } = useStoaConfig();
  return useCallback(async () => {
    await reconnected(config);
    if (getConnection(config).chainId !== chainId)
      throw new Error("Your wallet is on another network. Switch it, then try again.");
    return getWalletClient(config, { chainId });
  }, [config, chainId]);
}

function reconnected(config: Config): Promise<void> {
  if (getConnection(config).status !== "reconnecting") return Promise.resolve();
  return new Promise((resolve) => {
    const stop = watchConnection(config, {
      onChange({ status }) {
        if (status === "reconnecting") return;
        stop();
        resolve();
      },
    });
  });
}
