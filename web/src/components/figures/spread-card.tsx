import type { Figures } from "../../lib/figures.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** How evenly tokens and votes are held. */
export function SpreadCard({ figures }: { figures: Figures }) {
  const rows = [
    { what: "STOA, by holder", ...figures.balances },
    { what: "Votes, by delegate", ...figures.power },
  ];
  return (
    <Card aria-label="How evenly power is held" className="overflow-hidden">
      <CardHeader
        title="How evenly power is held"
        description="Gini: 0 when all have the same, near 1 when one has all. Nakamoto: how few have more than half."
        className="pb-4"
      />
      <Table
        className="border-t"
        caption="How evenly power is held"
        rows={rows}
        rowKey={({ what }) => what}
        columns={[
          { header: "Of", cell: ({ what }) => what },
          { header: "Hold some", numeric: true, cell: ({ holders }) => holders },
          { header: "Gini", numeric: true, cell: ({ gini }) => gini.toFixed(3) },
          { header: "Nakamoto", numeric: true, cell: ({ nakamoto }) => nakamoto },
        ]}
      />
    </Card>
  );
}
