import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { usePublicClient, useReadContract } from "wagmi";
import { stoaGovernorAbi, stoaTokenAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";

/** Base units of STOA, and square roots of them. */
export interface Weights {
  readonly power: bigint;
  readonly voice: bigint;
}

/**
 * An account's power and voice as the chain has them.
 * @param at Unix seconds that are over, a proposal's snapshot for example; without it, those of now
 */
export function useWeights(account: Address | undefined, at?: bigint) {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: ["weights", account, String(at)],
    enabled: account !== undefined,
    refetchInterval: at === undefined ? 8_000 : false,
    queryFn: async (): Promise<Weights> => {
      if (!client || !account) throw new Error("no client for the configured chain");
      const stoa = { address: contracts.StoaToken, abi: stoaTokenAbi } as const;
      const timepoint = at ?? (await client.getBlock()).timestamp - 1n;
      const [power, voice] = await Promise.all([
        at === undefined
          ? client.readContract({ ...stoa, functionName: "getVotes", args: [account] })
          : client.readContract({ ...stoa, functionName: "getPastVotes", args: [account, at] }),
        client.readContract({
          address: contracts.StoaGovernor,
          abi: stoaGovernorAbi,
          functionName: "voiceOf",
          args: [account, timepoint],
        }),
      ]);
      return { power, voice };
    },
  });
}

/**
 * Power that a proposal of this account is measured by: that of the last second before the newest block, so what was
 * delegated in that block does not count yet. Base units of STOA.
 */
export function useProposingPower(account: Address) {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: ["proposing-power", account],
    refetchInterval: 2_000,
    queryFn: async () => {
      if (!client) throw new Error("no client for the configured chain");
      const { number, timestamp } = await client.getBlock();
      return client.readContract({
        address: contracts.StoaGovernor,
        abi: stoaGovernorAbi,
        functionName: "getVotes",
        args: [account, timestamp - 1n],
        blockNumber: number,
      });
    },
  });
}

/** STOA in an account, whom it delegates that to (the zero address for nobody), and the power it has. */
export function useStoaAccount(account: Address) {
  const { contracts } = useStoaConfig();
  const stoa = { address: contracts.StoaToken, abi: stoaTokenAbi, args: [account] } as const;
  const query = { refetchInterval: 8_000 };
  const { data: balance } = useReadContract({ ...stoa, functionName: "balanceOf", query });
  const { data: delegate } = useReadContract({ ...stoa, functionName: "delegates", query });
  const { data: votes } = useReadContract({ ...stoa, functionName: "getVotes", query });
  return { balance, delegate, votes };
}

/** Power that takes part: the supply without what is delegated to nobody for good. Quorums are shares of it. */
export function useElectorate(): bigint | undefined {
  const { contracts } = useStoaConfig();
  const stoa = { address: contracts.StoaToken, abi: stoaTokenAbi } as const;
  const { data: supply } = useReadContract({
    ...stoa,
    functionName: "SUPPLY",
    query: { staleTime: Infinity },
  });
  const { data: excluded } = useReadContract({
    ...stoa,
    functionName: "EXCLUDED",
    query: { staleTime: Infinity },
  });
  const { data: outside } = useReadContract({
    ...stoa,
    functionName: "getVotes",
    args: excluded && [excluded],
    query: { enabled: excluded !== undefined, refetchInterval: 8_000 },
  });
  return supply === undefined || outside === undefined ? undefined : supply - outside;
}
