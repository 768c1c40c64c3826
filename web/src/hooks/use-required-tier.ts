import { useReadContract } from "wagmi";
import { stoaGovernorAbi } from "../../../contracts/generated.ts";
import type { RawCall } from "../lib/call-words.ts";
import { useStoaConfig } from "../lib/config.ts";

/** The role of the strictest tier among calls, as the Governor finds it; undefined while there are none. */
export function useRequiredTier(calls: readonly RawCall[]) {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: contracts.StoaGovernor,
    abi: stoaGovernorAbi,
    functionName: "requiredTier",
    args: [calls.map(({ target }) => target), calls.map(({ data }) => data)],
    query: { enabled: calls.length > 0, staleTime: 10_000 },
  });
}
