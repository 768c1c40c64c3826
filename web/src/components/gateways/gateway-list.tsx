import { Link } from "@tanstack/react-router";
import { RadioTower } from "lucide-react";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useGateways, useMinBond } from "../../hooks/use-gateways.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { gatewayState } from "../../lib/gateway-state.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";
import { StateBadge } from "./state-badge.tsx";

/** Every registered gateway with what stands behind its word. */
export function GatewayList() {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: gateways, error } = useGateways();
  const { data: minBond } = useMinBond();
  if (error)
    return (
      <Notice tone="negative" title="The gateways could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!gateways || minBond === undefined) return <Skeleton className="h-48 w-full rounded-xl" />;
  if (gateways.length === 0)
    return (
      <EmptyState icon={RadioTower} title="No gateway yet" className="rounded-xl border border-dashed">
        A gateway registers with its keys and a bond of {formatMoney(minBond, token)} at least.
      </EmptyState>
    );
  return (
    <Card aria-label="All gateways" className="overflow-hidden">
      <Table
        caption="Gateways"
        rows={gateways}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "Gateway",
            cell: ({ id, endpoint }) => (
              <Link
                to="/gateways/$address"
                params={{ address: id }}
                className="font-medium hover:text-accent hover:underline"
              >
                {hostOf(endpoint)}
              </Link>
            ),
          },
          { header: "State", cell: (row) => <StateBadge state={gatewayState(row, minBond)} /> },
          { header: "Bond", numeric: true, cell: ({ bond }) => formatMoney(bond, token) },
          { header: "Payers’ money", numeric: true, cell: ({ balance }) => formatMoney(balance, token) },
          { header: "Claimed so far", numeric: true, cell: ({ gross }) => formatMoney(gross, token) },
          {
            header: "Forced so far",
            numeric: true,
            cell: ({ forcedPaid, forcedFiled }) => formatMoney(forcedPaid + forcedFiled, token),
          },
          {
            header: "Last claim",
            numeric: true,
            cell: ({ lastClaimedAt }) =>
              lastClaimedAt === null ? (
                "None yet"
              ) : (
                <span title={formatTime(lastClaimedAt)}>{formatRelative(lastClaimedAt, now)}</span>
              ),
          },
        ]}
      />
    </Card>
  );
}

/** What people call a gateway; the whole text when it is no URL. */
export function hostOf(endpoint: string): string {
  return URL.parse(endpoint)?.host ?? endpoint;
}
