import type { ReactNode } from "react";
import { formatRelative, formatTime } from "../lib/format.ts";
import { Card, CardHeader } from "./ui/card.tsx";
import { Skeleton } from "./ui/skeleton.tsx";

interface Step {
  readonly id: string;
  readonly what: ReactNode;
  /** Unix seconds. */
  readonly time: bigint;
}

/** What was done, oldest first. */
export function StepsCard({ steps, now }: { steps: readonly Step[] | undefined; now: bigint }) {
  return (
    <Card aria-label="Steps" className="pb-5">
      <CardHeader title="Steps" />
      {!steps && (
        <div aria-busy="true">
          <Skeleton className="mx-5 mt-4 h-16" />
        </div>
      )}
      <ol className="mt-4 grid gap-3.5 px-5 text-sm">
        {steps?.map(({ id, what, time }) => (
          <li key={id} className="flex items-baseline gap-3">
            <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
            <span className="min-w-0 flex-1">{what}</span>
            <span className="text-end text-xs text-ink-muted tabular-nums">
              {formatTime(time)}
              <span className="block">{formatRelative(time, now)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
