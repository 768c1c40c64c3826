import type { Address } from "viem";
import { auditBountiesAbi } from "../../../../contracts/generated.ts";
import { useBountyPurse } from "../../hooks/use-bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { CollectCard } from "../money/collect-card.tsx";

/** Rewards and bonds of bounties that are this account's; nothing before the first. */
export function BountyPurseCard({ account }: { account: Address }) {
  const { contracts } = useStoaConfig();
  const { data: purse } = useBountyPurse(account);
  if (!purse) return null;
  return (
    <CollectCard
      id={`collect-bounties:${account}`}
      title="Rewards and bonds of bounties"
      purse={purse}
      prepare={() =>
        contractCall({
          address: contracts.AuditBounties,
          abi: auditBountiesAbi,
          functionName: "collect",
          args: [account],
        })
      }
    />
  );
}
