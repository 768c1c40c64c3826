import type { SubscriptionUse } from "../../hooks/use-prepaid-uses.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { callsWords, overageWords, type CoveredService, type Plan } from "../../lib/plans.ts";
import { Meter } from "../ui/meter.tsx";

interface QuotaMeterProps {
  plan: Plan;
  /** What this gateway has counted. */
  use: SubscriptionUse | undefined;
  services: readonly CoveredService[];
}

/** How many of a period's calls are used, and what each costs after them. */
export function QuotaMeter({ plan, use, services }: QuotaMeterProps) {
  const { token } = useStoaConfig();
  if (!use) return <p className="mb-1.5">Its calls are counted at its gateway.</p>;
  const left = plan.calls > use.used ? plan.calls - use.used : 0n;
  return (
    <div className="mb-1.5">
      <p className="mb-1.5">
        <span className="text-ink">{use.used.toLocaleString("en-US")}</span> of {callsWords(plan.calls)} used,{" "}
        {left === 0n ? "none" : left.toLocaleString("en-US")} left
      </p>
      <Meter label={`Calls used of ${plan.name}`} value={use.used} most={plan.calls} />
      <p className="mt-1.5">{overageWords(services, token)}</p>
    </div>
  );
}
