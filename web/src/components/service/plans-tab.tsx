import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useConnection } from "wagmi";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { usePlanServices, usePlansOf, useSubscriptions } from "../../hooks/use-plans.ts";
import { useServicePrices } from "../../hooks/use-service-prices.ts";
import { useStreamOffer } from "../../hooks/use-streams.ts";
import { problemOf } from "../../lib/errors.ts";
import { subscriptionStageOf, type Plan } from "../../lib/plans.ts";
import type { Service } from "../../lib/service-row.ts";
import { openWalletDialog } from "../../lib/wallet-dialog.ts";
import { PlanOffer } from "../plans/plan-offer.tsx";
import { SubscribeDialog } from "../plans/subscribe-dialog.tsx";
import { SubscriptionsCard } from "../plans/subscriptions-card.tsx";
import { StreamCard } from "../streams/stream-card.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Plans that cover a service, and its streams: ways to pay for time instead of calls. */
export function PlansTab({ service }: { service: Service }) {
  const { address } = useConnection();
  const now = useChainTime();
  const { data: plans, error } = usePlansOf(service.id);
  const { data: parts = [] } = usePlanServices((plans ?? []).map(({ id }) => id));
  const { data: subscriptions = [] } = useSubscriptions(address);
  const coveredBy = useServicePrices(parts.map(({ serviceId }) => serviceId));
  const offer = useStreamOffer(service.id);
  const [chosen, setChosen] = useState<Plan>();
  if (error)
    return (
      <Notice tone="negative" title="The plans could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!plans || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="h-60 w-full rounded-xl" />
      </div>
    );

  const open = plans.filter(({ state }) => state === "open");
  const ids = new Set(plans.map(({ id }) => id));
  const own = subscriptions.filter(({ plan }) => ids.has(plan.id));
  const running = own.find(({ subscription }) => subscriptionStageOf(subscription, now) === "running");

  return (
    <div className="grid grid-cols-1 gap-5">
      {open.length === 0 && !offer && own.length === 0 && (
        <EmptyState icon={CalendarClock} title="No plans" className="rounded-xl border border-dashed">
          This service is paid by the call. Its publisher can offer prepaid periods, or streams by the second.
        </EmptyState>
      )}
      {address && own.length > 0 && <SubscriptionsCard payer={address} of={ids} />}
      {open.length > 0 && (
        <section aria-label="Plans">
          <h2 className="mb-1 text-[0.9375rem] font-semibold tracking-[-0.01em]">Plans</h2>
          <p className="mb-4 max-w-prose text-sm text-ink-muted">
            A period is paid when it begins, and earned by the second. Nobody charges more periods than you
            sign for.
          </p>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {open.map((plan) => {
              const isOwn = running?.plan.id === plan.id;
              return (
                <PlanOffer
                  key={plan.id}
                  plan={plan}
                  services={parts
                    .filter(({ planId }) => planId === plan.id)
                    .map(({ serviceId }) => coveredBy(serviceId))}
                  own={isOwn}
                  action={
                    !isOwn && (
                      <Button
                        variant={running ? "outline" : "primary"}
                        onClick={() => (address ? setChosen(plan) : openWalletDialog())}
                      >
                        {!address ? "Connect to subscribe" : running ? "Change" : "Subscribe"}
                        <span className="sr-only"> to {plan.name}</span>
                      </Button>
                    )
                  }
                />
              );
            })}
          </div>
        </section>
      )}
      <StreamCard serviceId={service.id} name={service.name} />
      {chosen && address && (
        <SubscribeDialog
          key={chosen.id}
          plan={chosen}
          payer={address}
          replaces={running}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
