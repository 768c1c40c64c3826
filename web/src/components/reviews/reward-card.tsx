import type { Address } from "viem";
import { reputationAbi } from "../../../../contracts/generated.ts";
import { useReviewReward } from "../../hooks/use-reviews.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { CollectCard } from "../money/collect-card.tsx";

/** What reviews of a service in time have earned this account; nothing while that is nothing. */
export function RewardCard({ serviceId, account }: { serviceId: bigint; account: Address }) {
  const { contracts } = useStoaConfig();
  const owed = useReviewReward(serviceId, account);
  if (owed === 0n) return null;
  return (
    <CollectCard
      id={`collect-reward:${serviceId}:${account}`}
      title="Review rewards"
      what="A part of the fee came back for your reviews in time"
      purse={{ owed }}
      prepare={() =>
        contractCall({
          address: contracts.Reputation,
          abi: reputationAbi,
          functionName: "collectReward",
          args: [serviceId, account],
        })
      }
    />
  );
}
