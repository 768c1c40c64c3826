import { ShieldCheck } from "lucide-react";
import type { Health } from "../../lib/catalogue.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { priceLabel, STATUS_LABEL, titleCase } from "../../lib/labels.ts";
import type { Service } from "../../lib/service-row.ts";
import { AddressText } from "../address-text.tsx";
import { HealthMark } from "../health-mark.tsx";
import { ServiceMark } from "../marketplace/service-mark.tsx";
import { Badge } from "../ui/badge.tsx";
import { Notice } from "../ui/notice.tsx";

export function ServiceHeader({
  service,
  health,
  verified,
}: {
  service: Service;
  health: Health | undefined;
  verified: boolean;
}) {
  const { token } = useStoaConfig();
  const status = STATUS_LABEL[service.status];
  return (
    <header className="pt-10 pb-7">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-4">
        <ServiceMark name={service.name} large />
        <div className="min-w-0 flex-1 basis-72">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="text-2xl font-semibold tracking-[-0.02em]">{service.title ?? service.name}</h1>
            <Badge tone={status.tone}>{status.label}</Badge>
            {verified && (
              <Badge
                tone="accent"
                title="Staked, its domain proven, its newest version audited, no open case"
              >
                <ShieldCheck aria-hidden /> Verified
              </Badge>
            )}
          </div>
          <p className="mt-0.5 font-mono text-[0.8125rem] text-ink-muted">{service.name}</p>
          <p className="mt-2.5 max-w-2xl text-ink-soft">{service.description}</p>
        </div>
        <p className="text-end max-sm:text-start">
          <span className="text-2xl font-semibold tracking-[-0.02em] tabular-nums">
            {priceLabel(service.terms, token)}
          </span>
          {service.terms?.model !== "free" && <span className="block text-sm text-ink-muted">per call</span>}
        </p>
      </div>

      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-2.5 text-sm">
        <span className="flex items-center gap-2">
          <span className="text-ink-muted">Publisher</span> <AddressText address={service.owner} copy />
        </span>
        <span className="tabular-nums">
          <span className="text-ink-muted">Stake</span>{" "}
          {formatMoney(service.stake - service.stakeThawing, token)}
        </span>
        <HealthMark health={health} detailed />
        <span className="flex flex-wrap gap-1.5">
          {service.categories.map((category) => (
            <Badge key={category}>{titleCase(category)}</Badge>
          ))}
          {service.license && <Badge tone="outline">{service.license}</Badge>}
        </span>
      </div>

      {service.openLocks > 0 && (
        <Notice tone="caution" title="A case against this service is open" className="mt-5">
          Its stake is held until the case ends. Calls and payments go on as before. The case is under
          Records.
        </Notice>
      )}
      {health?.drifted && (
        <Notice
          tone="caution"
          title="The tools have changed since this version was published"
          className="mt-5"
        >
          The server offers other tools, or other schemas, than the publisher's signed manifest says. Look
          before you call; a new version from the publisher clears this.
        </Notice>
      )}
      {health?.state === "down" && health.problem && (
        <Notice tone="caution" title="The service's server does not answer" className="mt-5">
          {health.problem}
        </Notice>
      )}
    </header>
  );
}
