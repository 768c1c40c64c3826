import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration } from "../../lib/format.ts";
import {
  callsWords,
  noticeWords,
  overageWords,
  perCallWords,
  priceWords,
  type CoveredService,
  type Plan,
} from "../../lib/plans.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";

interface PlanOfferProps {
  plan: Plan;
  services: readonly CoveredService[];
  /** Whether the connected wallet has it. */
  own: boolean;
  action: ReactNode;
}

/** One plan as a stranger should see it: what it costs, what is in it, and what comes after. */
export function PlanOffer({ plan, services, own, action }: PlanOfferProps) {
  const { token } = useStoaConfig();
  const { price, period, calls } = plan;
  return (
    <Card aria-label={plan.name} className="flex flex-col p-5">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-[0.9375rem] font-semibold tracking-[-0.01em] [overflow-wrap:anywhere]">
          {plan.name}
        </h3>
        {own ? <Badge tone="positive">Yours</Badge> : services.length > 1 && <Badge>Bundle</Badge>}
      </div>
      <p className="mt-3 tabular-nums">
        <span className="text-2xl font-semibold tracking-[-0.02em]">{priceWords(price, token)}</span>{" "}
        <span className="text-sm text-ink-muted">every {formatDuration(period)}</span>
      </p>
      <ul className="mt-4 mb-5 grid gap-1.5 text-sm text-ink-soft">
        <li>
          <strong className="font-medium text-ink tabular-nums">{callsWords(calls)}</strong>
          {services.length > 1 ? `, of ${services.length} services together` : ""}
          {price > 0n && `: ${perCallWords(plan, token)} each if you use all`}
        </li>
        {services.length > 1 && (
          <li className="flex flex-wrap gap-x-3">
            {services.map(({ name }) => (
              <ServiceLink key={name} name={name} />
            ))}
          </li>
        )}
        <li>{overageWords(services, token)}</li>
        <li>{noticeWords(plan)}</li>
      </ul>
      <div className="mt-auto flex flex-wrap items-center justify-between gap-3">
        {action}
        {plan.subscriptions > 0 && (
          <span className="text-xs text-ink-muted tabular-nums">
            {plan.subscriptions === 1
              ? "1 subscription so far"
              : `${plan.subscriptions} subscriptions so far`}
          </span>
        )}
      </div>
    </Card>
  );
}

function ServiceLink({ name }: { name: string }) {
  const [namespace, service] = name.split("/");
  if (!namespace || !service) return <span>{name}</span>;
  return (
    <Link
      to="/services/$namespace/$name"
      params={{ namespace, name: service }}
      className="text-accent underline-offset-4 hover:underline"
    >
      {name}
    </Link>
  );
}
