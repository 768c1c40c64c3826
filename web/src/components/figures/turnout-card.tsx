import { Link } from "@tanstack/react-router";
import { useProposals } from "../../hooks/use-proposals.ts";
import type { Figures } from "../../lib/figures.ts";
import { formatBps } from "../../lib/format.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** How many took part in each vote, newest first. */
export function TurnoutCard({ turnout }: { turnout: Figures["turnout"] }) {
  const { data: proposals = [] } = useProposals();
  const titleOf = (id: bigint) => proposals.find((proposal) => proposal.id === id)?.title ?? `Proposal ${id}`;
  return (
    <Card aria-label="Turnout" className="overflow-hidden">
      <CardHeader
        title="Turnout"
        description={
          turnout.length === 0
            ? "Nobody has voted on anything yet."
            : "Power that was cast, of what could have been at the vote’s beginning, and members who voted."
        }
        className="pb-4"
      />
      {turnout.length > 0 && (
        <Table
          className="border-t"
          caption="Turnout"
          rows={turnout.toReversed()}
          rowKey={({ proposalId }) => String(proposalId)}
          columns={[
            {
              header: "Proposal",
              cell: ({ proposalId }) => (
                <Link
                  to="/governance/$id"
                  params={{ id: String(proposalId) }}
                  className="text-accent hover:underline [overflow-wrap:anywhere]"
                >
                  {titleOf(proposalId)}
                </Link>
              ),
            },
            { header: "Power", numeric: true, cell: ({ powerBps }) => formatBps(powerBps) },
            { header: "Voices", numeric: true, cell: ({ voices }) => voices },
          ]}
        />
      )}
    </Card>
  );
}
