import { useTreasuryReports } from "../../hooks/use-treasury.ts";
import { formatTime, shortHex } from "../../lib/format.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** Reports whose hashes stand on the chain; nothing before the first. */
export function ReportsCard() {
  const { data: reports = [] } = useTreasuryReports();
  if (reports.length === 0) return null;
  return (
    <Card aria-label="Reports" className="overflow-hidden">
      <CardHeader
        title="Reports"
        description="The hash says whether a document is the one that was voted on."
        className="pb-4"
      />
      <Table
        className="border-t"
        caption="Reports"
        rows={reports}
        rowKey={({ id }) => id}
        columns={[
          { header: "When", className: "whitespace-nowrap", cell: ({ time }) => formatTime(time) },
          {
            header: "Hash",
            cell: ({ hash }) => (
              <span className="font-mono text-xs" title={hash}>
                {shortHex(hash)}
              </span>
            ),
          },
          {
            header: "Where it is",
            cell: ({ uri }) => <span className="[overflow-wrap:anywhere]">{uri}</span>,
          },
        ]}
      />
    </Card>
  );
}
