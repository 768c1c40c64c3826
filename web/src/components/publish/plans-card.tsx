import { useState } from "react";
import { toast } from "sonner";
import { subscriptionsAbi } from "../../../../contracts/generated.ts";
import { usePlanServices, usePlansOf } from "../../hooks/use-plans.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { PLAN_STATE, planWords, type Plan } from "../../lib/plans.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { MakePlanDialog } from "./make-plan-dialog.tsx";

/** A publisher's plans: those he makes, and those of others that ask for his service. */
export function PlansCard({ service }: { service: Service }) {
  const { data: plans = [] } = usePlansOf(service.id);
  const [making, setMaking] = useState(false);
  return (
    <Card aria-label="Plans" className="pb-2">
      <CardHeader
        title="Plans"
        description="Prepaid periods with a number of calls. A plan of several services is a bundle; their publishers have to accept it."
        actions={
          <Button size="sm" onClick={() => setMaking(true)}>
            New plan
          </Button>
        }
        className="pb-3"
      />
      <ul className="divide-y border-t">
        {plans.map((plan) => (
          <PlanRow key={plan.id} plan={plan} serviceId={service.id} />
        ))}
      </ul>
      {making && <MakePlanDialog service={service} onClose={() => setMaking(false)} />}
    </Card>
  );
}

function PlanRow({ plan, serviceId }: { plan: Plan; serviceId: bigint }) {
  const { contracts, token } = useStoaConfig();
  const { data: parts = [] } = usePlanServices([plan.id]);
  const { state, send } = useTransaction(`plan:${plan.id}:${serviceId}`, () => toast.success("Done"));
  const { label, tone } = PLAN_STATE[plan.state];
  const asked =
    plan.state === "proposed" &&
    parts.some((part) => part.serviceId === serviceId && part.acceptedAt === null);
  const act = (functionName: "acceptPlan" | "retirePlan") =>
    void send(() =>
      contractCall({
        address: contracts.Subscriptions,
        abi: subscriptionsAbi,
        functionName,
        args: [plan.id, serviceId],
      }),
    );
  return (
    <li className="grid grid-cols-1 gap-2 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="text-sm font-medium">{plan.name}</p>
          <p className="mt-0.5 text-sm text-ink-soft tabular-nums">{planWords(plan, token)}</p>
        </div>
        <Badge tone={tone}>{label}</Badge>
        {asked && (
          <Button size="sm" variant="primary" busy={isBusy(state)} onClick={() => act("acceptPlan")}>
            Accept
          </Button>
        )}
        {plan.state !== "retired" && (
          <Button size="sm" busy={isBusy(state)} onClick={() => act("retirePlan")}>
            Retire
          </Button>
        )}
      </div>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}
