import { useNow } from "../hooks/use-now.ts";
import type { Health, HealthState } from "../lib/catalogue.ts";
import { cn } from "../lib/cn.ts";
import { formatRelative } from "../lib/format.ts";

const WORDS: Record<HealthState, { label: string; dot: string }> = {
  up: { label: "Answering", dot: "bg-positive" },
  down: { label: "Not answering", dot: "bg-negative" },
  unknown: { label: "Not checked yet", dot: "bg-line-strong" },
};

/** Whether the service's server answered the gateway's last check. Never by colour alone. */
export function HealthMark({ health, detailed = false }: { health: Health | undefined; detailed?: boolean }) {
  const now = useNow(10_000);
  const { label, dot } = WORDS[health?.state ?? "unknown"];
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-ink-muted">
      <span aria-hidden className={cn("size-1.5 rounded-full", dot)} />
      {label}
      {detailed && health && health.state !== "unknown" && (
        <span className="tabular-nums">
          {health.latencyMs !== undefined && `in ${health.latencyMs} ms, `}
          checked {formatRelative(health.checkedAt / 1000, now / 1000)}
        </span>
      )}
    </span>
  );
}
