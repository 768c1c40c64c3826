import type { ReactNode } from "react";
import { formatRelative, formatTime } from "../lib/format.ts";
import { Card, CardHeader } from "./ui/card.tsx";

interface NextCardProps {
  /** What stage it is, and what that means. */
  title: string;
  effect: ReactNode;
  /** Unix seconds; undefined where nothing ends. */
  until: bigint | undefined;
  /** Chain time, Unix seconds. */
  now: bigint;
  /** What the visitor can do. */
  children: ReactNode;
}

/** Where a case or a bounty stands, until when, and what can be done about it. */
export function NextCard({ title, effect, until, now, children }: NextCardProps) {
  return (
    <Card aria-label="What comes next" className="pb-5">
      <CardHeader
        title={title}
        description={
          <>
            {effect}
            {until !== undefined && (
              <span className="block font-medium text-ink-soft tabular-nums">
                Until {formatTime(until)}, {formatRelative(until, now)}.
              </span>
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4 px-5 pt-4 empty:hidden">{children}</div>
    </Card>
  );
}
