import { useReadContract } from "wagmi";
import { auditBountiesAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";

/** Bounds of a reward and the least bond of a report, token base units; undefined until they are read. */
export function useBountyBounds() {
  const { contracts } = useStoaConfig();
  const bounties = { address: contracts.AuditBounties, abi: auditBountiesAbi } as const;
  const query = { staleTime: Infinity };
  const { data: least } = useReadContract({ ...bounties, functionName: "LEAST_REWARD", query });
  const { data: most } = useReadContract({ ...bounties, functionName: "MOST_REWARD", query });
  const { data: leastBond } = useReadContract({ ...bounties, functionName: "LEAST_BOND", query });
  if (least === undefined || most === undefined || leastBond === undefined) return undefined;
  return { reward: { least, most }, bond: { least: leastBond } };
}
