import { useReadContract } from "wagmi";
import { forcedClaimsAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import type { ForceWindow } from "../lib/force.ts";

/** From when and until when a receipt can be forced, counted from its date. */
export function useForceWindow(): ForceWindow | undefined {
  const { contracts } = useStoaConfig();
  const forced = { address: contracts.ForcedClaims, abi: forcedClaimsAbi } as const;
  const query = { staleTime: Infinity };
  const { data: delay } = useReadContract({ ...forced, functionName: "FORCE_DELAY", query });
  const { data: window } = useReadContract({ ...forced, functionName: "FORCE_WINDOW", query });
  return delay === undefined || window === undefined ? undefined : { delay, window };
}
