import { useState } from "react";
import { cn } from "../lib/cn.ts";
import type { DayValue } from "../lib/days.ts";
import { formatDate } from "../lib/format.ts";
import { Table } from "./ui/table.tsx";

interface BarChartProps {
  title: string;
  days: readonly DayValue[];
  format: (value: bigint) => string;
}

const HEIGHT = 120;
const STEP = 24;
const BAR = 14;

/** One bar a day. The same numbers stand in a table, for those who cannot see bars or want to read them. */
export function BarChart({ title, days, format }: BarChartProps) {
  const [asTable, setAsTable] = useState(false);
  const highest = days.reduce((most, { value }) => (value > most ? value : most), 1n);
  const height = (value: bigint) =>
    value === 0n ? 2 : Math.max(4, Number((value * BigInt(HEIGHT)) / highest));
  const total = days.reduce((sum, { value }) => sum + value, 0n);

  return (
    <figure className="px-5 pb-5">
      <figcaption className="mb-4 flex items-center justify-between gap-3 text-sm text-ink-muted">
        <span>
          {title}, <strong className="font-medium text-ink tabular-nums">{format(total)}</strong> in{" "}
          {days.length} days
        </span>
        <button
          type="button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className="min-h-6 rounded-md text-xs text-accent hover:underline"
        >
          {asTable ? "Show the chart" : "Show as a table"}
        </button>
      </figcaption>
      {asTable ? (
        <Table
          caption={title}
          rows={days.toReversed()}
          rowKey={({ day }) => String(day)}
          columns={[
            { header: "Day", cell: ({ day }) => formatDate(day) },
            { header: "Amount", numeric: true, cell: ({ value }) => format(value) },
          ]}
        />
      ) : (
        <svg
          role="img"
          aria-label={`${title}: ${format(total)} in the last ${days.length} days`}
          viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-36 w-full"
        >
          {days.map(({ day, value }, index) => (
            <rect
              key={String(day)}
              x={index * STEP + (STEP - BAR) / 2}
              y={HEIGHT - height(value)}
              width={BAR}
              height={height(value)}
              className={cn(
                "transition-opacity hover:opacity-75",
                value === 0n ? "fill-line-strong" : "fill-accent",
              )}
            >
              <title>{`${formatDate(day)}: ${format(value)}`}</title>
            </rect>
          ))}
        </svg>
      )}
    </figure>
  );
}
