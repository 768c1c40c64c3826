import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { usePublicClient } from "wagmi";
import { useStoaConfig } from "../lib/config.ts";
import { readCounting } from "../lib/counting.ts";
import { useVaultAccount } from "./use-vault-account.ts";

/** What of the payer's balance pays for calls now. Looks each second while a deposit waits for its blocks. */
export function useCounting(payer: Address | undefined) {
  const config = useStoaConfig();
  const client = usePublicClient();
  const { data: account } = useVaultAccount(payer);
  return useQuery({
    queryKey: ["counting", payer, String(account?.balance)],
    queryFn: () => {
      if (!client || !payer) throw new Error("no client for the configured chain");
      return readCounting(client, config, payer);
    },
    enabled: payer !== undefined && account !== undefined,
    // Between two balances the older figure is the careful one.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && state.data.uncounted > 0n ? 1_000 : false),
    retry: false,
  });
}
