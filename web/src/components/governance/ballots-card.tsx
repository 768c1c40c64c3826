import { useBallots } from "../../hooks/use-proposals.ts";
import { formatDate, formatTime } from "../../lib/format.ts";
import { SUPPORT_LABEL } from "../../lib/proposal-words.ts";
import { formatPower, formatVoice } from "../../lib/stoa.ts";
import { AddressText } from "../address-text.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** Who has voted how, and why. */
export function BallotsCard({ proposalId }: { proposalId: bigint }) {
  const { data: ballots = [] } = useBallots(proposalId);
  return (
    <Card aria-label="Ballots" className="overflow-hidden">
      <CardHeader
        title="Ballots"
        description={ballots.length === 0 ? "Nobody has voted yet." : "The most power first."}
        className="pb-4"
      />
      {ballots.length > 0 && (
        <Table
          className="border-t"
          caption="Ballots of this proposal"
          rows={ballots}
          rowKey={({ voter }) => voter}
          columns={[
            { header: "Voter", cell: ({ voter }) => <AddressText address={voter} /> },
            {
              header: "Vote",
              cell: ({ support }) => (
                <Badge tone={SUPPORT_LABEL[support].tone}>{SUPPORT_LABEL[support].label}</Badge>
              ),
            },
            { header: "Power, STOA", numeric: true, cell: ({ power }) => formatPower(power) },
            {
              header: "Voice",
              numeric: true,
              cell: ({ voice }) => (voice === 0n ? "None" : formatVoice(voice)),
            },
            {
              header: "Reason",
              className: "min-w-48",
              cell: ({ reason }) => (
                <span className="whitespace-pre-line text-ink-soft [overflow-wrap:anywhere]">{reason}</span>
              ),
            },
            {
              header: "When",
              className: "whitespace-nowrap",
              cell: ({ time }) => <span title={formatTime(time)}>{formatDate(time)}</span>,
            },
          ]}
        />
      )}
    </Card>
  );
}
