import type { ReactNode } from "react";

/** What is about to be signed or sent, line by line, before any wallet opens. */
export function Preview({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-1 gap-2 rounded-lg border p-3.5 text-sm">
      {rows.map(([label, value]) => (
        <div key={label} className="flex items-baseline justify-between gap-6">
          <dt className="shrink-0 text-ink-muted">{label}</dt>
          <dd className="min-w-0 text-end tabular-nums [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
