import { useReadContract } from "wagmi";
import { auditBountiesAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";

/** Bounds of a reward and the least bond of a report, token base units, and times, seconds; undefined until they are read. */
export function useBountyBounds() {
  const { contracts } = useStoaConfig();
  const bounties = { address: contracts.AuditBounties, abi: auditBountiesAbi } as const;
  const query = { staleTime: Infinity };
  const { data: least } = useReadContract({ ...bounties, functionName: "LEAST_REWARD", query });
  const { data: most } = useReadContract({ ...bounties, functionName: "MOST_REWARD", query });
  const { data: leastBond } = useReadContract({ ...bounties, functionName: "LEAST_BOND", query });
  const { data: shortest } = useReadContract({ ...bounties, functionName: "SHORTEST_CALL", query });
  const { data: longest } = useReadContract({ ...bounties, functionName: "LONGEST_CALL", query });
  const { data: reviewWindow } = useReadContract({ ...bounties, functionName: "REVIEW_WINDOW", query });
  if (least === undefined || most === undefined || leastBond === undefined) return undefined;
  if (shortest === undefined || longest === undefined || reviewWindow === undefined) return undefined;
  return {
    reward: { least, most },
    bond: { least: leastBond },
    /** To hand a report in. */
    call: { shortest, longest },
    /** For the sponsor to accept it. */
    reviewWindow,
  };
}
