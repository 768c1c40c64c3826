import { toast } from "sonner";
import type { Address } from "viem";
import { reputationAbi } from "../../../../contracts/generated.ts";
import { useReviewReward } from "../../hooks/use-reviews.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

/** What reviews of a service in time have earned this account; nothing while that is nothing. */
export function RewardCard({ serviceId, account }: { serviceId: bigint; account: Address }) {
  const { contracts, token } = useStoaConfig();
  const reward = useReviewReward(serviceId, account);
  const { state, send } = useTransaction(`collect-reward:${serviceId}:${account}`, () =>
    toast.success("Collected to your wallet"),
  );
  if (reward === 0n) return null;
  return (
    <Card aria-label="Review rewards" className="pb-5">
      <CardHeader
        title="Review rewards"
        description="A part of the fee comes back for a review in time, the same for any rating."
        actions={
          <Button
            size="sm"
            variant="primary"
            busy={isBusy(state)}
            onClick={() =>
              void send(() =>
                contractCall({
                  address: contracts.Reputation,
                  abi: reputationAbi,
                  functionName: "collectReward",
                  args: [serviceId, account],
                }),
              )
            }
          >
            Collect {formatMoney(reward, token)}
          </Button>
        }
      />
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
