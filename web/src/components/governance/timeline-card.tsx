import type { ProposalState, Windows } from "../../../../indexer/proposal-state.ts";
import { cn } from "../../lib/cn.ts";
import { formatRelative, formatTime } from "../../lib/format.ts";
import type { schema } from "../../lib/index-client.ts";
import { timelineOf } from "../../lib/proposal-timeline.ts";
import { Card, CardHeader } from "../ui/card.tsx";

interface TimelineCardProps {
  proposal: typeof schema.proposal.$inferSelect;
  state: ProposalState;
  windows: Windows;
  /** Chain time, Unix seconds. */
  now: bigint;
}

/** What happened to a proposal, and what comes when. */
export function TimelineCard({ proposal, state, windows, now }: TimelineCardProps) {
  return (
    <Card aria-label="Timeline" className="pb-5">
      <CardHeader title="Timeline" />
      <ol className="mt-4 grid gap-3.5 px-5 text-sm">
        {timelineOf(proposal, state, windows).map(({ what, at }) => {
          const past = at <= now;
          return (
            <li key={what} className="flex items-baseline gap-3">
              <span
                aria-hidden
                className={cn(
                  "size-2 shrink-0 rounded-full",
                  past ? "bg-accent" : "border border-line-strong",
                )}
              />
              <span className={cn("flex-1", !past && "text-ink-muted")}>{what}</span>
              <span className="text-end text-xs text-ink-muted tabular-nums">
                {formatTime(at)}
                <span className="block">{formatRelative(at, now)}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
