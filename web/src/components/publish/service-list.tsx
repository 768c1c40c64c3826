import { Link } from "@tanstack/react-router";
import { Plus, Store } from "lucide-react";
import type { Address } from "viem";
import { useMyServices } from "../../hooks/use-my-services.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { priceLabel, STATUS_LABEL } from "../../lib/labels.ts";
import { ServiceMark } from "../marketplace/service-mark.tsx";
import { Badge } from "../ui/badge.tsx";
import { buttonStyles } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** The publisher's services; each opens its own page to manage it. */
export function ServiceList({ account }: { account: Address }) {
  const { token } = useStoaConfig();
  const { data: services } = useMyServices(account);
  if (!services) return <Skeleton className="h-64 w-full rounded-xl" />;
  if (services.length === 0)
    return (
      <EmptyState
        icon={Store}
        title="You have listed no service"
        className="rounded-xl border border-dashed"
        action={
          <Link to="/publish/new" className={buttonStyles({ variant: "primary" })}>
            <Plus aria-hidden /> List a service
          </Link>
        }
      >
        Any MCP server that speaks streamable HTTP can be listed, free or paid by the call.
      </EmptyState>
    );
  return (
    <Card aria-label="Your services">
      <CardHeader title="Your services" />
      <ul className="mt-3 divide-y border-t">
        {services.map((service) => {
          const [namespace = "", name = ""] = service.name.split("/");
          const status = STATUS_LABEL[service.status];
          return (
            <li
              key={service.name}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4 hover:bg-sunken/50"
            >
              <ServiceMark name={service.name} />
              <div className="min-w-0 flex-1 basis-48">
                <Link
                  to="/publish/$namespace/$name"
                  params={{ namespace, name }}
                  className="font-medium after:absolute after:inset-0"
                >
                  {service.title ?? service.name}
                </Link>
                <p className="font-mono text-xs text-ink-muted">{service.name}</p>
              </div>
              <Badge tone={status.tone}>{status.label}</Badge>
              <p className="w-32 text-end text-sm tabular-nums">{priceLabel(service.terms, token)}</p>
              <p className="w-32 text-end text-sm tabular-nums">
                <span className="block text-xs text-ink-muted">Earned</span>
                {formatMoney(service.net, token)}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
