import { Activity } from "lucide-react";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useServiceClaims, useServiceDays } from "../../hooks/use-service-history.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { fillDays } from "../../lib/days.ts";
import { formatCount, formatMoney, formatRelative } from "../../lib/format.ts";
import type { Service } from "../../lib/service-row.ts";
import { AddressText } from "../address-text.tsx";
import { BarChart } from "../bar-chart.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Table } from "../ui/table.tsx";

export function ActivityTab({ service }: { service: Service }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: days = [] } = useServiceDays(service.id);
  const { data: claims = [] } = useServiceClaims(service.id);
  if (service.claimedRows === 0 && claims.length === 0)
    return (
      <EmptyState icon={Activity} title="Nothing was claimed yet" className="rounded-xl border border-dashed">
        Calls are paid at once and claimed on chain in batches. The first claim of this service will show
        here.
      </EmptyState>
    );

  return (
    <div className="grid grid-cols-1 gap-4">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-line sm:grid-cols-4">
        {[
          ["Paid by callers", formatMoney(service.gross, token)],
          ["To the publisher", formatMoney(service.net, token)],
          ["Protocol fee", formatMoney(service.fee, token)],
          ["Payers", formatCount(service.payers)],
        ].map(([label, value]) => (
          <div key={label} className="bg-surface px-5 py-4">
            <dt className="text-xs text-ink-muted">{label}</dt>
            <dd className="mt-1 text-lg font-semibold tracking-[-0.01em] tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <Card>
        <CardHeader title="Revenue per day" className="pb-3" />
        <BarChart
          title="Revenue per day"
          days={fillDays(
            days.map(({ day, gross }) => ({ day, value: gross })),
            now,
            30,
          )}
          format={(value) => formatMoney(value, token)}
        />
      </Card>
      <Card>
        <CardHeader title="Recent claims" className="pb-3" />
        <Table
          caption="Recent claims"
          rows={claims}
          rowKey={({ claimId, number }) => `${claimId}:${number}`}
          columns={[
            { header: "When", cell: ({ time }) => formatRelative(time, now), className: "whitespace-nowrap" },
            { header: "Payer", cell: ({ payer }) => <AddressText address={payer} /> },
            { header: "Claim", numeric: true, cell: ({ claimId }) => `#${claimId}` },
            { header: "Fee", numeric: true, cell: ({ fee }) => formatMoney(fee, token) },
            {
              header: "Amount",
              numeric: true,
              cell: ({ delta, skipped }) =>
                skipped ? <Badge tone="caution">Skipped: {skipped}</Badge> : formatMoney(delta, token),
            },
          ]}
        />
      </Card>
    </div>
  );
}
