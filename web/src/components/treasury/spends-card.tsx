import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useTreasurySpends } from "../../hooks/use-treasury.ts";
import { formatTime } from "../../lib/format.ts";
import { tokenAmount } from "../../lib/treasury-words.ts";
import { AddressText } from "../address-text.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** What votes have spent; nothing before the first. */
export function SpendsCard() {
  const context = useArgumentContext();
  const { data: spends = [] } = useTreasurySpends();
  if (spends.length === 0) return null;
  return (
    <Card aria-label="Spent by vote" className="overflow-hidden">
      <CardHeader title="Spent by vote" className="pb-4" />
      <Table
        className="border-t"
        caption="Spent by vote"
        rows={spends}
        rowKey={({ id }) => id}
        columns={[
          { header: "When", className: "whitespace-nowrap", cell: ({ time }) => formatTime(time) },
          { header: "Category", cell: ({ category }) => category },
          { header: "To", cell: ({ recipient }) => <AddressText address={recipient} /> },
          {
            header: "Amount",
            numeric: true,
            cell: ({ amount, token }) => tokenAmount(amount, token, context),
          },
        ]}
      />
    </Card>
  );
}
