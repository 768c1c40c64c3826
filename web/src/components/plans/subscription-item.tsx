import { useState } from "react";
import { toast } from "sonner";
import { subscriptionsAbi } from "../../../../contracts/generated.ts";
import type { SubscriptionUse } from "../../hooks/use-prepaid-uses.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { refusalProblem } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import {
  planWords,
  renews,
  SUBSCRIPTION_STAGE,
  subscriptionStageOf,
  type CoveredService,
  type Plan,
  type Subscription,
} from "../../lib/plans.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import { QuotaMeter } from "./quota-meter.tsx";

interface SubscriptionItemProps {
  subscription: Subscription;
  plan: Plan;
  /** What this gateway has counted; undefined for one at another gateway, or that it does not see yet. */
  use: SubscriptionUse | undefined;
  services: readonly CoveredService[];
  /** Chain time, Unix seconds. */
  now: bigint;
}

/** One subscription of the connected payer's: what is left of it, what comes next, and how to end it. */
export function SubscriptionItem({ subscription, plan, use, services, now }: SubscriptionItemProps) {
  const { contracts, token } = useStoaConfig();
  const { id, fromWallet, paid, refunded, periodIndex } = subscription;
  const [cancelling, setCancelling] = useState(false);
  const { state, send } = useTransaction(`renew:${id}`, () => toast.success("The next period is paid"));
  const stage = subscriptionStageOf(subscription, now);
  const { label, tone, effect } = SUBSCRIPTION_STAGE[stage];
  const canRenew = stage === "due" && fromWallet && plan.state !== "retired";
  return (
    <li className="grid grid-cols-1 gap-3 px-5 py-4">
      <div className="grid items-start gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_auto]">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {plan.name}
            <Badge tone={tone} title={effect}>
              {label}
            </Badge>
          </p>
          <p className="mt-0.5 text-sm text-ink-soft tabular-nums">{planWords(plan, token)}</p>
          <p className="mt-0.5 text-xs text-ink-muted [overflow-wrap:anywhere] tabular-nums">
            {services.map(({ name }) => name).join(", ")}
          </p>
        </div>
        <div className="min-w-0 text-xs text-ink-muted tabular-nums">
          {(stage === "running" || stage === "ending") && (
            <QuotaMeter plan={plan} use={use} services={services} />
          )}
          <p>{nextWords(subscription, plan, now, formatMoney(plan.price, token))}</p>
          <p className="mt-0.5">
            {formatMoney(paid, token)} paid for {periodIndex === 1 ? "1 period" : `${periodIndex} periods`}
            {refunded > 0n && `, ${formatMoney(refunded, token)} came back`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2 sm:justify-end">
          {canRenew && (
            <Button
              size="sm"
              variant="primary"
              busy={isBusy(state)}
              onClick={() =>
                void send(() =>
                  contractCall({
                    address: contracts.Subscriptions,
                    abi: subscriptionsAbi,
                    functionName: "renew",
                    args: [id],
                  }),
                )
              }
            >
              Pay the next period
            </Button>
          )}
          {(stage === "running" || stage === "due") && (
            <Button size="sm" onClick={() => setCancelling(true)}>
              Cancel<span className="sr-only"> {plan.name}</span>
            </Button>
          )}
        </div>
      </div>
      {stage === "due" && use?.notRenewed && (
        <Notice tone="caution" title="The next period is not paid">
          {refusalProblem(use.notRenewed.code, use.notRenewed.details) ?? use.notRenewed.message} The gateway
          tries again {formatRelative(use.notRenewed.retryAt, now)}, and after each deposit.
        </Notice>
      )}
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
      {cancelling && (
        <CancelDialog
          subscription={subscription}
          plan={plan}
          now={now}
          onClose={() => setCancelling(false)}
        />
      )}
    </li>
  );
}

/** What happens at the end of the period, in a sentence. */
function nextWords(subscription: Subscription, plan: Plan, now: bigint, price: string): string {
  const { periodEnd, fromWallet } = subscription;
  if (periodEnd === null) return "It has not begun.";
  const at = `${formatTime(periodEnd)}, ${formatRelative(periodEnd, now)}`;
  switch (subscriptionStageOf(subscription, now)) {
    case "running":
      if (!renews(subscription, plan)) return `Ends ${at}. It does not renew.`;
      return fromWallet
        ? `Paid until ${at}. The next period waits for you to pay ${price}.`
        : `Renews ${at}, for ${price} from your account.`;
    case "ending":
      return `Serves until ${at}. It does not renew.`;
    case "due":
      if (plan.state === "retired") return `Over since ${at}. The plan is retired: no new period begins.`;
      return `Over since ${at}. The next period costs ${price}.`;
    case "over":
      return `Served until ${at}.`;
  }
}
