import { Link } from "@tanstack/react-router";
import { FileSearch } from "lucide-react";
import { useBounties } from "../../hooks/use-bounties.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import { bountyStageOf, bountyUntil, type Bounty } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { BountyBadge } from "./bounty-badge.tsx";

function until(bounty: Bounty, now: bigint): string {
  const time = bountyUntil(bounty, bountyStageOf(bounty, now));
  return time === undefined ? "" : `; this step ends ${formatRelative(time, now)}, ${formatTime(time)}`;
}

/** Audit bounties that match, newest first. */
export function BountyList({ state }: { state?: Bounty["state"] | undefined }) {
  const { token } = useStoaConfig();
  const now = useChainTime();
  const { data: bounties, error } = useBounties({ state });
  const nameOf = useServiceNames((bounties ?? []).map(({ serviceId }) => serviceId));
  if (error)
    return (
      <Notice tone="negative" title="The bounties could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!bounties || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="h-40 w-full rounded-xl" />
      </div>
    );
  if (bounties.length === 0)
    return (
      <EmptyState
        icon={FileSearch}
        title={state === undefined ? "No bounty yet" : "No bounty of this kind"}
        className="rounded-xl border border-dashed"
      >
        Anybody can set a reward aside for a report on a version of a service.
      </EmptyState>
    );
  return (
    <Card aria-label="Bounties" className="overflow-hidden">
      <h2 className="sr-only">Bounties</h2>
      <ul className="divide-y">
        {bounties.map((bounty) => (
          <li key={String(bounty.id)} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
            <div className="min-w-0 flex-1 basis-64">
              <p className="text-sm font-medium">
                <Link to="/bounties/$id" params={{ id: String(bounty.id) }} className="hover:underline">
                  {nameOf(bounty.serviceId)}, version {bounty.versionNumber}
                </Link>
              </p>
              <p className="mt-0.5 text-xs text-ink-muted tabular-nums">
                {bounty.named ? "For a named auditor" : "For whoever comes first"}
                {until(bounty, now)}
              </p>
            </div>
            <span className="text-sm font-medium tabular-nums">{formatMoney(bounty.reward, token)}</span>
            <BountyBadge stage={bountyStageOf(bounty, now)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
