import { useReadContract } from "wagmi";
import { chargeDisputesAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import type { DisputeLimits } from "../lib/charge-disputes.ts";

/** How long and how often a claimed row can be disputed. */
export function useDisputeLimits(): DisputeLimits | undefined {
  const { contracts } = useStoaConfig();
  const disputes = { address: contracts.ChargeDisputes, abi: chargeDisputesAbi } as const;
  const query = { staleTime: Infinity };
  const { data: openWindow } = useReadContract({ ...disputes, functionName: "OPEN_WINDOW", query });
  const { data: maximum } = useReadContract({ ...disputes, functionName: "MAX_DISPUTES", query });
  return openWindow === undefined || maximum === undefined ? undefined : { openWindow, maximum };
}

/** What a dispute costs who loses it, token base units. */
export function useDisputeBond() {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: contracts.ChargeDisputes,
    abi: chargeDisputesAbi,
    functionName: "disputeBond",
    query: { staleTime: 60_000 },
  });
}
