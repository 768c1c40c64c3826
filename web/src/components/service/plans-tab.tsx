import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useConnection } from "wagmi";
import { usePlanServices, usePlansOf } from "../../hooks/use-plans.ts";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatCount } from "../../lib/format.ts";
import { PLAN_STATE, planWords, type Plan } from "../../lib/plans.ts";
import type { Service } from "../../lib/service-row.ts";
import { SubscribeDialog } from "../plans/subscribe-dialog.tsx";
import { StreamCard } from "../streams/stream-card.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Plans that cover a service, and its streams: ways to pay for time instead of calls. */
export function PlansTab({ service }: { service: Service }) {
  const { token } = useStoaConfig();
  const { address } = useConnection();
  const { data: plans, error } = usePlansOf(service.id);
  const { data: parts = [] } = usePlanServices((plans ?? []).map(({ id }) => id));
  const nameOf = useServiceNames(parts.map(({ serviceId }) => serviceId));
  const [chosen, setChosen] = useState<Plan>();
  if (error)
    return (
      <Notice tone="negative" title="The plans could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!plans) return <Skeleton className="h-40 w-full rounded-xl" />;
  const shown = plans.filter(({ state }) => state !== "retired");

  return (
    <div className="grid grid-cols-1 gap-4">
      {shown.length === 0 ? (
        <EmptyState icon={CalendarClock} title="No plan" className="rounded-xl border border-dashed">
          This service is paid by the call. Its publisher can offer prepaid periods.
        </EmptyState>
      ) : (
        <Card aria-label="Plans" className="overflow-hidden">
          <h2 className="sr-only">Plans</h2>
          <ul className="divide-y">
            {shown.map((plan) => {
              const services = parts.filter(({ planId }) => planId === plan.id);
              return (
                <li key={plan.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
                  <div className="min-w-0 flex-1 basis-64">
                    <p className="text-sm font-medium">{plan.name}</p>
                    <p className="mt-0.5 text-sm text-ink-soft tabular-nums">{planWords(plan, token)}</p>
                    <p className="mt-0.5 text-xs text-ink-muted">
                      {services.length > 1
                        ? `A bundle: ${services.map(({ serviceId }) => nameOf(serviceId)).join(", ")}`
                        : `${formatCount(plan.uncancelled)} subscribed`}
                    </p>
                  </div>
                  {plan.state === "open" ? (
                    address && (
                      <Button size="sm" variant="primary" onClick={() => setChosen(plan)}>
                        Subscribe
                      </Button>
                    )
                  ) : (
                    <Badge tone={PLAN_STATE[plan.state].tone}>{PLAN_STATE[plan.state].label}</Badge>
                  )}
                </li>
              );
            })}
          </ul>
        </Card>
      )}
      <StreamCard serviceId={service.id} name={service.name} />
      {chosen && address && (
        <SubscribeDialog key={chosen.id} plan={chosen} payer={address} onClose={() => setChosen(undefined)} />
      )}
    </div>
  );
}
