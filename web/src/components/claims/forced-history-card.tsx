import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useForcedClaims } from "../../hooks/use-forced-claims.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, formatTime, shortHex } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

interface ForcedHistoryCardProps {
  serviceIds: readonly bigint[];
  nameOf: (serviceId: bigint) => string;
}

/** What was forced, and who paid it; nothing before the first time. */
export function ForcedHistoryCard({ serviceIds, nameOf }: ForcedHistoryCardProps) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: forced = [] } = useForcedClaims(serviceIds);
  if (forced.length === 0) return null;
  return (
    <Card aria-label="Forced so far">
      <CardHeader
        title="Forced so far"
        description="What balances paid, and what was filed against bonds, less the fee."
        className="pb-3"
      />
      <Table
        caption="Forced claims"
        rows={forced}
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
          { header: "Payer", cell: ({ payer }) => <AddressText address={payer} /> },
          { header: "From the balance", numeric: true, cell: ({ paid }) => formatMoney(paid, token) },
          { header: "Against the bond", numeric: true, cell: ({ filed }) => formatMoney(filed, token) },
          {
            header: "Transaction",
            numeric: true,
            cell: ({ transactionHash }) => (
              <span className="font-mono text-xs" title={transactionHash}>
                {shortHex(transactionHash)}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
