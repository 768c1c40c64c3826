import { runState, type BondRun } from "../../lib/bond-claims.ts";
import { formatRelative, formatTime } from "../../lib/format.ts";
import { Badge } from "../ui/badge.tsx";

/** Where a run on a bond is. */
export function RunBadge({ run, now }: { run: BondRun; now: bigint }) {
  switch (runState(run, now)) {
    case "open":
      return (
        <Badge tone="caution" title={formatTime(run.closesAt)}>
          Closes {formatRelative(run.closesAt, now)}
        </Badge>
      );
    case "closing":
      return <Badge tone="accent">Can be settled</Badge>;
    case "held":
      return <Badge tone="caution">Waits for the Court</Badge>;
    case "voided":
      return <Badge tone="neutral">Void by the Court</Badge>;
    case "settled":
      return <Badge tone="neutral">Settled</Badge>;
    case "cured":
      return <Badge tone="positive">Paid by the gateway</Badge>;
  }
}
