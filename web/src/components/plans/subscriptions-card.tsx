import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useSubscriptions } from "../../hooks/use-plans.ts";
import { problemOf } from "../../lib/errors.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SubscriptionItem } from "./subscription-item.tsx";

/** What a payer has subscribed to; nothing before the first. */
export function SubscriptionsCard({ payer }: { payer: Address }) {
  const now = useChainTime();
  const { data: subscriptions, error } = useSubscriptions(payer);
  if (error) return <Notice tone="negative">{problemOf(error)}</Notice>;
  if (!subscriptions || now === undefined) return <Skeleton className="h-24 w-full rounded-xl" />;
  if (subscriptions.length === 0) return null;
  return (
    <Card aria-label="Subscriptions">
      <CardHeader
        title="Subscriptions"
        description="Prepaid periods. Cancelling gives back what is not used of the time."
        className="pb-3"
      />
      <ul className="divide-y border-t">
        {subscriptions.map(({ subscription, plan }) => (
          <SubscriptionItem key={subscription.id} subscription={subscription} plan={plan} now={now} />
        ))}
      </ul>
    </Card>
  );
}
