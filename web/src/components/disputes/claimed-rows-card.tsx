import { ReceiptText } from "lucide-react";
import { useState } from "react";
import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useClaimedRows, usePayerDisputes } from "../../hooks/use-charge-disputes.ts";
import { useDisputeLimits } from "../../hooks/use-dispute-limits.ts";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import { rowStanding, type ClaimedRow, type RowStanding } from "../../lib/charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime, shortHex } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";
import { AskDialog } from "./ask-dialog.tsx";

/** What gateways claimed from this account lately, and the way to ask for the receipt of any of it. */
export function ClaimedRowsCard({ payer }: { payer: Address }) {
  return (
    <Card aria-label="Claimed lately">
      <CardHeader
        title="Claimed lately"
        description="What gateways took from your account in the last two days. Each of them has to show the receipt of the call that any of this money went to."
        className="pb-3"
      />
      <Rows payer={payer} />
    </Card>
  );
}

function Rows({ payer }: { payer: Address }) {
  const { token } = useStoaConfig();
  const now = useChainTime();
  const limits = useDisputeLimits();
  const { data: rows, error } = useClaimedRows(payer);
  const { data: disputes, error: unread } = usePayerDisputes(payer);
  const nameOf = useServiceNames((rows ?? []).map(({ serviceId }) => serviceId));
  const [asked, setAsked] = useState<ClaimedRow>();
  const problem = error ?? unread;
  if (problem)
    return (
      <Notice tone="negative" className="m-5">
        {problemOf(problem)}
      </Notice>
    );
  if (!rows || !disputes || !limits || now === undefined) return <Skeleton className="m-5 h-32" />;
  const standingOf = (row: ClaimedRow) => rowStanding(row, disputes, limits, now);
  const recent = rows.filter((row) => now <= row.time + limits.openWindow);

  return (
    <>
      {recent.length === 0 ? (
        <EmptyState icon={ReceiptText} title="Nothing was claimed in the last two days" className="py-10">
          Calls are claimed in batches. What was claimed earlier cannot be disputed any more.
        </EmptyState>
      ) : (
        <Table
          caption="Claimed from your account"
          rows={recent}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "When",
              className: "whitespace-nowrap text-ink-muted",
              cell: ({ time }) => <span title={formatTime(time)}>{formatRelative(time, now)}</span>,
            },
            {
              header: "Service",
              cell: ({ serviceId }) => <span className="font-medium">{nameOf(serviceId)}</span>,
            },
            { header: "Gateway", cell: ({ gateway }) => <AddressText address={gateway} /> },
            { header: "Key", cell: ({ key }) => <span className="font-mono text-xs">{shortHex(key)}</span> },
            { header: "Took", numeric: true, cell: ({ delta }) => formatMoney(delta, token) },
            {
              header: "Receipt",
              numeric: true,
              cell: (row) => <Standing standing={standingOf(row)} now={now} onAsk={() => setAsked(row)} />,
            },
          ]}
        />
      )}
      {asked && (
        <AskDialog
          key={asked.id}
          row={asked}
          payer={payer}
          service={nameOf(asked.serviceId)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function Standing({ standing, now, onAsk }: { standing: RowStanding; now: bigint; onAsk: () => void }) {
  switch (standing.kind) {
    case "free":
      return (
        <Button
          size="sm"
          title={`Until ${formatTime(standing.until)}, which is ${formatRelative(standing.until, now)}`}
          onClick={onAsk}
        >
          Ask for the receipt
        </Button>
      );
    case "waiting":
      return <Badge tone="accent">Asked for</Badge>;
    case "refunded":
      return <Badge tone="positive">Refunded</Badge>;
    case "worn":
      return <span className="text-ink-muted">Asked for as often as can be</span>;
    case "late":
      return <span className="text-ink-muted">Too late to ask</span>;
  }
}
