import { Link } from "@tanstack/react-router";
import type { CatalogueEntry } from "../../lib/catalogue.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatCount, formatMoney } from "../../lib/format.ts";
import { priceLabel, STATUS_LABEL, titleCase } from "../../lib/labels.ts";
import { AddressText } from "../address-text.tsx";
import { HealthMark } from "../health-mark.tsx";
import { Badge } from "../ui/badge.tsx";
import { ServiceMark } from "./service-mark.tsx";

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="mt-0.5 text-[0.8125rem] font-medium tabular-nums">{children}</dd>
    </div>
  );
}

/** One service of the marketplace. The whole card is the link; its name is what a screen reader hears. */
export function ServiceCard({ service }: { service: CatalogueEntry }) {
  const { token } = useStoaConfig();
  const [namespace = "", name = ""] = service.name.split("/");
  const { model, maxPrice } = service;
  const terms = model === null || maxPrice === null ? undefined : { model, maxPrice };
  const status = STATUS_LABEL[service.status];

  return (
    <article className="group relative flex flex-col rounded-xl border bg-surface p-5 transition-[border-color,box-shadow] hover:border-line-strong hover:shadow-card">
      <div className="flex items-start gap-3.5">
        <ServiceMark name={service.name} />
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-semibold tracking-[-0.01em]">
            <Link
              to="/services/$namespace/$name"
              params={{ namespace, name }}
              className="after:absolute after:inset-0 after:rounded-xl focus-visible:outline-hidden focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
            >
              {service.title}
            </Link>
          </h3>
          <p className="truncate font-mono text-xs text-ink-muted">{service.name}</p>
        </div>
        <p className="shrink-0 text-end text-sm font-semibold tabular-nums">
          {priceLabel(terms, token)}
          {terms && terms.model !== "free" && (
            <span className="block text-xs font-normal text-ink-muted">per call</span>
          )}
        </p>
      </div>

      <p className="mt-3.5 line-clamp-2 min-h-[2.9em] text-sm text-ink-soft">{service.description}</p>

      <ul className="mt-3 flex flex-wrap gap-1.5" aria-label="Categories">
        {service.status !== "active" && (
          <li>
            <Badge tone={status.tone}>{status.label}</Badge>
          </li>
        )}
        {service.categories.map((category) => (
          <li key={category}>
            <Badge>{titleCase(category)}</Badge>
          </li>
        ))}
      </ul>

      <dl className="mt-4 grid grid-cols-3 gap-3 border-t pt-3.5">
        <Fact label="Stake">{formatMoney(service.stake - service.stakeThawing, token)}</Fact>
        <Fact label="Paid so far">{formatMoney(service.gross, token)}</Fact>
        <Fact label="Payers">{formatCount(service.payers)}</Fact>
      </dl>
      <div className="mt-3.5 flex items-center justify-between gap-3 text-xs text-ink-muted">
        <AddressText address={service.owner} />
        <HealthMark health={service.health} />
      </div>
    </article>
  );
}
