import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useRefunds } from "../../hooks/use-refunds.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Table } from "../ui/table.tsx";

/** Refunds of a service so far; nothing before the first. */
export function RefundHistory({ serviceId }: { serviceId: bigint }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: refunds = [] } = useRefunds(serviceId);
  if (refunds.length === 0) return null;
  return (
    <Table
      className="mt-5 border-t"
      caption="Refunds"
      rows={refunds}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "When",
          className: "whitespace-nowrap text-ink-muted",
          cell: ({ time }) => <span title={formatTime(time)}>{formatRelative(time, now)}</span>,
        },
        { header: "Payer", cell: ({ payer }) => <AddressText address={payer} copy /> },
        { header: "Refunded", numeric: true, cell: ({ amount }) => formatMoney(amount, token) },
      ]}
    />
  );
}
