import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useGatewayDisputes } from "../../hooks/use-charge-disputes.ts";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import { reasonLabel, stageOf } from "../../lib/charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatTime } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { StageBadge } from "../disputes/stage-badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** What payers have disputed of this gateway's claims; nothing before the first time. */
export function DisputesCard({ gateway }: { gateway: Address }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: disputes = [] } = useGatewayDisputes(gateway);
  const nameOf = useServiceNames(disputes.map(({ serviceId }) => serviceId));
  if (disputes.length === 0) return null;
  return (
    <Card aria-label="Disputed charges">
      <CardHeader
        title="Disputed charges"
        description="Payers asked for the receipts of this money. What it cannot show in time is owed from its bond."
        className="pb-3"
      />
      <Table
        caption="Disputes of this gateway’s claims"
        rows={disputes}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            header: "Asked",
            className: "whitespace-nowrap text-ink-muted",
            cell: ({ time }) => formatTime(time),
          },
          {
            header: "Service",
            cell: ({ serviceId }) => <span className="font-medium">{nameOf(serviceId)}</span>,
          },
          { header: "Payer", cell: ({ payer }) => <AddressText address={payer} /> },
          { header: "Why", className: "min-w-48", cell: ({ reason }) => reasonLabel(reason) },
          { header: "State", cell: (dispute) => <StageBadge stage={stageOf(dispute, now)} /> },
          {
            header: "Until, or ended",
            numeric: true,
            cell: ({ deadline, endedAt }) => formatTime(endedAt ?? deadline),
          },
          {
            header: "The row took",
            numeric: true,
            cell: ({ charged, before }) => formatMoney(charged - before, token),
          },
          { header: "Refunded", numeric: true, cell: ({ refunded }) => formatMoney(refunded, token) },
        ]}
      />
    </Card>
  );
}
