import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useBondEvents } from "../../hooks/use-gateways.ts";
import type { BondRun } from "../../lib/bond-claims.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, formatTime, shortHex } from "../../lib/format.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";
import { RunBadge } from "./run-badge.tsx";

const KINDS = {
  added: "Bond added",
  exitRequested: "Exit requested",
  exitCancelled: "Exit taken back",
  withdrawn: "Bond withdrawn",
  runSettled: "Paid to a run",
} as const;

/** Runs on the bond so far, and every movement of it. */
export function BondHistoryCard({ gateway, runs }: { gateway: Address; runs: readonly BondRun[] }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: events = [] } = useBondEvents(gateway);
  const money = (value: bigint) => formatMoney(value, token);
  return (
    <Card aria-label="The bond’s history">
      <CardHeader
        title="The bond’s history"
        description={
          runs.length === 0 ? "Nobody has claimed this bond yet." : "Runs on the bond, and its movements."
        }
        className="pb-3"
      />
      {runs.length > 0 && (
        <Table
          className="border-b"
          caption="Runs on the bond"
          rows={runs}
          rowKey={({ run }) => String(run)}
          columns={[
            { header: "Run", cell: ({ run }) => String(run) },
            { header: "State", cell: (run) => <RunBadge run={run} now={now} /> },
            {
              header: "Opened",
              className: "whitespace-nowrap",
              cell: ({ openedAt }) => formatTime(openedAt),
            },
            { header: "Filed", numeric: true, cell: ({ filed }) => money(filed) },
            { header: "Paid by the gateway", numeric: true, cell: ({ cured }) => money(cured) },
            { header: "From the bond", numeric: true, cell: ({ pot }) => money(pot ?? 0n) },
            { header: "Collected", numeric: true, cell: ({ paid }) => money(paid) },
          ]}
        />
      )}
      <Table
        caption="Movements of the bond"
        rows={events}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "When",
            className: "whitespace-nowrap text-ink-muted",
            cell: ({ time }) => <span title={formatTime(time)}>{formatRelative(time, now)}</span>,
          },
          { header: "What", cell: ({ kind }) => KINDS[kind] },
          { header: "Amount", numeric: true, cell: ({ amount }) => (amount === 0n ? "" : money(amount)) },
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
