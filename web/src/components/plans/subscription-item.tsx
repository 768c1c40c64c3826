import { toast } from "sonner";
import { subscriptionsAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import {
  planWords,
  SUBSCRIPTION_STAGE,
  subscriptionStageOf,
  type Plan,
  type Subscription,
} from "../../lib/plans.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";

interface SubscriptionItemProps {
  subscription: Subscription;
  plan: Plan;
  /** Chain time, Unix seconds. */
  now: bigint;
}

/** One subscription of the connected payer's. */
export function SubscriptionItem({ subscription, plan, now }: SubscriptionItemProps) {
  const { contracts, token } = useStoaConfig();
  const { id, payer, fromWallet, periodEnd, paid, refunded, periodIndex } = subscription;
  const { state, send } = useTransaction(`subscription:${id}`, () => toast.success("Done"));
  const stage = subscriptionStageOf(subscription, now);
  const { label, tone, effect } = SUBSCRIPTION_STAGE[stage];
  const subscriptions = { address: contracts.Subscriptions, abi: subscriptionsAbi } as const;
  return (
    <li className="grid grid-cols-1 gap-2 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="text-sm font-medium">{plan.name}</p>
          <p className="mt-0.5 text-sm text-ink-soft tabular-nums">{planWords(plan, token)}</p>
          <p className="mt-0.5 text-xs text-ink-muted tabular-nums">
            Period {periodIndex}, {fromWallet ? "from the wallet" : "from the account"}: paid{" "}
            {formatMoney(paid, token)}
            {refunded > 0n && `, ${formatMoney(refunded, token)} came back`}
            {periodEnd !== null &&
              ` · ${now < periodEnd ? "serves until" : "served until"} ${formatTime(periodEnd)}, ${formatRelative(periodEnd, now)}`}
          </p>
        </div>
        <Badge tone={tone} title={effect}>
          {label}
        </Badge>
        {stage === "due" && fromWallet && (
          <Button
            size="sm"
            variant="primary"
            busy={isBusy(state)}
            onClick={() =>
              void send(() => contractCall({ ...subscriptions, functionName: "renew", args: [id] }))
            }
          >
            Pay the next period
          </Button>
        )}
        {(stage === "running" || stage === "due") && (
          <Button
            size="sm"
            busy={isBusy(state)}
            onClick={() =>
              void send(() => contractCall({ ...subscriptions, functionName: "cancel", args: [id, payer] }))
            }
          >
            Cancel
          </Button>
        )}
      </div>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}
