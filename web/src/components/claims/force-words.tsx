import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import type { ForceOutcome } from "../../lib/force.ts";
import { Badge } from "../ui/badge.tsx";

/** Whether and when a receipt can be forced, and what pays it. */
export function ForceWords({ outcome, now }: { outcome: ForceOutcome; now: bigint }) {
  const { token } = useStoaConfig();
  switch (outcome.kind) {
    case "settled":
      return <Badge tone="positive">Paid or filed</Badge>;
    case "early":
      return <span title={formatTime(outcome.from)}>Can be forced {formatRelative(outcome.from, now)}</span>;
    case "late":
      return <span className="text-ink-muted">Could be forced until {formatTime(outcome.until)}</span>;
    case "nothing":
      return <span className="text-ink-muted">The account holds nothing more</span>;
    case "balance":
    case "bond":
      return (
        <span title={`Until ${formatTime(outcome.until)}`}>
          {formatMoney(outcome.amount, token)}{" "}
          {outcome.kind === "balance" ? "from the balance" : "against the bond"}
        </span>
      );
  }
}
