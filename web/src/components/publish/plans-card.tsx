import { useState } from "react";
import { toast } from "sonner";
import { subscriptionsAbi } from "../../../../contracts/generated.ts";
import { usePlanServices, usePlansOf } from "../../hooks/use-plans.ts";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatBps, formatMoney } from "../../lib/format.ts";
import { PLAN_STATE, planWords, type Plan } from "../../lib/plans.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { MakePlanDialog } from "./make-plan-dialog.tsx";

/** A publisher's plans: those he makes, and those of others that ask for his service. */
export function PlansCard({ service }: { service: Service }) {
  const { data: plans, error } = usePlansOf(service.id);
  const [making, setMaking] = useState(false);
  return (
    <Card aria-label="Plans" className="pb-2">
      <CardHeader
        title="Plans"
        description="Prepaid periods with a number of calls. A plan of several services is a bundle, and each publisher has to accept it."
        actions={
          <Button size="sm" onClick={() => setMaking(true)}>
            New plan
          </Button>
        }
        className="pb-3"
      />
      {error && (
        <Notice tone="negative" title="The plans could not be read" className="mx-5 mb-3">
          {problemOf(error)}
        </Notice>
      )}
      {plans && plans.length > 0 && (
        <ul className="divide-y border-t">
          {plans.map((plan) => (
            <PlanRow key={plan.id} plan={plan} serviceId={service.id} />
          ))}
        </ul>
      )}
      {making && <MakePlanDialog service={service} onClose={() => setMaking(false)} />}
    </Card>
  );
}

function PlanRow({ plan, serviceId }: { plan: Plan; serviceId: bigint }) {
  const { contracts, token } = useStoaConfig();
  const { data: parts = [] } = usePlanServices([plan.id]);
  const nameOf = useServiceNames(parts.map((part) => part.serviceId));
  const { state, send } = useTransaction(`plan:${plan.id}:${serviceId}`, () => toast.success("Done"));
  const [retiring, setRetiring] = useState(false);
  const { label, tone, effect } = PLAN_STATE[plan.state];
  const own = parts.find((part) => part.serviceId === serviceId);
  const asked = plan.state === "proposed" && own?.acceptedAt === null;
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
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {plan.name}
            <Badge tone={tone} title={effect}>
              {label}
            </Badge>
          </p>
          <p className="mt-0.5 text-sm text-ink-soft tabular-nums">{planWords(plan, token)}</p>
          {parts.length > 1 && (
            <ul className="mt-1.5 grid gap-0.5 text-xs text-ink-muted tabular-nums">
              {parts.map((part) => (
                <li key={String(part.serviceId)}>
                  {nameOf(part.serviceId)}: {formatBps(part.weight)}, {formatMoney(partOf(plan, part), token)}{" "}
                  of each period
                  {plan.state === "proposed" &&
                    (part.acceptedAt === null ? " · has to accept" : " · has accepted")}
                </li>
              ))}
            </ul>
          )}
          <p className="mt-1.5 text-xs text-ink-muted tabular-nums">
            {plan.subscriptions === 1 ? "1 subscription" : `${plan.subscriptions} subscriptions`},{" "}
            {formatMoney(plan.paid - plan.refunded, token)} paid
          </p>
        </div>
        {asked && (
          <Button size="sm" variant="primary" busy={isBusy(state)} onClick={() => act("acceptPlan")}>
            Accept<span className="sr-only"> {plan.name}</span>
          </Button>
        )}
        {plan.state !== "retired" && !retiring && (
          <Button size="sm" busy={isBusy(state)} onClick={() => setRetiring(true)}>
            {asked ? "Refuse" : "Retire"}
            <span className="sr-only"> {plan.name}</span>
          </Button>
        )}
      </div>
      {retiring && plan.state !== "retired" && (
        <Notice tone="caution" title={`Retire ${plan.name} for good?`}>
          Nobody can subscribe any more, and no new period begins. Those that are paid run to their end.
          <span className="mt-2.5 flex gap-2">
            <Button size="sm" variant="danger" busy={isBusy(state)} onClick={() => act("retirePlan")}>
              Retire it
            </Button>
            <Button size="sm" disabled={isBusy(state)} onClick={() => setRetiring(false)}>
              Keep it
            </Button>
          </span>
        </Notice>
      )}
      {asked && !retiring && (
        <p className="text-xs text-ink-muted">
          Whoever subscribes calls your service without a voucher. Your part of each period is earned by the
          second, less the fee.
        </p>
      )}
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}

/** What a service has of each period, token base units, before the fee. */
function partOf({ price }: Plan, { weight }: { readonly weight: number }): bigint {
  return (price * BigInt(weight)) / 10_000n;
}
