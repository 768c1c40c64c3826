import { useQuery } from "@tanstack/react-query";
import { usePublicClient } from "wagmi";
import { LOCAL_CHAIN, useStoaConfig } from "../lib/config.ts";

export const HEAD_KEY = ["head"] as const;

/** The chain's newest block, number and time (Unix seconds). */
export function useHead() {
  const client = usePublicClient();
  const { chainId } = useStoaConfig();
  return useQuery({
    queryKey: HEAD_KEY,
    queryFn: async () => {
      if (!client) throw new Error("no client for the configured chain");
      const { number, timestamp } = await client.getBlock();
      return { number, timestamp };
    },
    refetchInterval: chainId === LOCAL_CHAIN ? 2_000 : 6_000,
    retry: false,
  });
}
