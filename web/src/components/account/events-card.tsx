import { Landmark } from "lucide-react";
import type { Address } from "viem";
import { useAccountEvents, usePayerDays } from "../../hooks/use-account-history.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { fillDays } from "../../lib/days.ts";
import { formatMoney, formatRelative, formatTime, shortHex } from "../../lib/format.ts";
import { BarChart } from "../bar-chart.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Table } from "../ui/table.tsx";

const KINDS = {
  deposited: "Deposited",
  thawing: "Thaw started",
  thawCancelled: "Thaw cancelled",
  withdrawn: "Withdrawn",
  released: "Released by the gateway",
  refunded: "Refunded",
  prepaid: "Paid ahead",
} as const;

/** What the chain says of the account: spending per day, deposits, thaws and withdrawals. */
export function EventsCard({ payer }: { payer: Address }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: events = [] } = useAccountEvents(payer);
  const { data: days = [] } = usePayerDays(payer);
  const money = (value: bigint) => formatMoney(value, token);

  return (
    <Card aria-label="On chain">
      <CardHeader
        title="On chain"
        description="Claims per day, and every movement of the account."
        className="pb-4"
      />
      {days.length > 0 && (
        <BarChart
          title="Claimed per day"
          days={fillDays(
            days.map(({ day, gross }) => ({ day, value: gross })),
            now,
            30,
          )}
          format={money}
        />
      )}
      {events.length === 0 ? (
        <EmptyState icon={Landmark} title="Nothing on chain yet" className="py-10">
          Your first deposit opens the account.
        </EmptyState>
      ) : (
        <Table
          caption="Account events"
          rows={events}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "When",
              className: "whitespace-nowrap text-ink-muted",
              cell: ({ time }) => <span title={formatTime(time)}>{formatRelative(time, now)}</span>,
            },
            { header: "What", cell: ({ kind }) => KINDS[kind] },
            { header: "Amount", numeric: true, cell: ({ amount }) => money(amount) },
            { header: "Balance after", numeric: true, cell: ({ balance }) => money(balance) },
            {
              header: "Transaction",
              numeric: true,
              cell: ({ transactionHash }) => (
                <span className="font-mono text-xs">{shortHex(transactionHash)}</span>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
