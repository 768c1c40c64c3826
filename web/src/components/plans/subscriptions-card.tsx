import { Link } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";
import type { Address, Hex } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { usePlanServices, useSubscriptions } from "../../hooks/use-plans.ts";
import { useSubscriptionUses } from "../../hooks/use-prepaid-uses.ts";
import { useServicePrices } from "../../hooks/use-service-prices.ts";
import { problemOf } from "../../lib/errors.ts";
import { subscriptionStageOf } from "../../lib/plans.ts";
import { buttonStyles } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SubscriptionItem } from "./subscription-item.tsx";

interface SubscriptionsCardProps {
  payer: Address;
  /** Only those of these plans; all without it. */
  of?: ReadonlySet<Hex>;
}

/** What a payer has subscribed to: those that serve first. */
export function SubscriptionsCard({ payer, of }: SubscriptionsCardProps) {
  const now = useChainTime();
  const { data: all, error } = useSubscriptions(payer);
  const { data: uses = [] } = useSubscriptionUses(payer);
  const subscriptions = all?.filter(({ plan }) => !of || of.has(plan.id));
  const { data: parts = [] } = usePlanServices([...new Set(subscriptions?.map(({ plan }) => plan.id))]);
  const coveredBy = useServicePrices(parts.map(({ serviceId }) => serviceId));
  if (error)
    return (
      <Notice tone="negative" title="Your subscriptions could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!subscriptions || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="h-24 w-full rounded-xl" />
      </div>
    );
  const isOver = ({ subscription }: (typeof subscriptions)[number]) =>
    subscriptionStageOf(subscription, now) === "over";
  const listed = [...subscriptions.filter((each) => !isOver(each)), ...subscriptions.filter(isOver)];
  return (
    <Card aria-label="Subscriptions">
      <CardHeader
        title={of ? "Your subscriptions" : "Subscriptions"}
        description="Periods that are paid ahead, with a number of calls each. You can cancel at any time."
        className="pb-3"
      />
      {listed.length === 0 ? (
        <EmptyState
          icon={CalendarClock}
          title="No subscriptions"
          className="py-10"
          action={
            <Link to="/" className={buttonStyles()}>
              Find a service
            </Link>
          }
        >
          A service’s plans stand on its page, under Plans.
        </EmptyState>
      ) : (
        <ul className="divide-y border-t">
          {listed.map(({ subscription, plan }) => (
            <SubscriptionItem
              key={subscription.id}
              subscription={subscription}
              plan={plan}
              use={uses.find(({ subscriptionId }) => subscriptionId === subscription.id)}
              services={parts
                .filter(({ planId }) => planId === plan.id)
                .map(({ serviceId }) => coveredBy(serviceId))}
              now={now}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}
