import type { ReactNode } from "react";
import { cn } from "../../lib/cn.ts";

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their cell. */
  readonly numeric?: boolean;
  readonly className?: string;
}

interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  className?: string;
}

/** A plain table that scrolls sideways inside its own frame on narrow screens. */
export function Table<Row>({ caption, columns, rows, rowKey, className }: TableProps<Row>) {
  return (
    <div className={cn("overflow-x-auto", className)} role="region" aria-label={caption} tabIndex={0}>
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b text-xs text-ink-muted">
            {columns.map(({ header, numeric }) => (
              <th
                key={header}
                scope="col"
                className={cn(
                  "px-5 py-2.5 font-medium whitespace-nowrap",
                  numeric ? "text-end" : "text-start",
                )}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-sunken/50">
              {columns.map(({ header, cell, numeric, className: cellClass }) => (
                <td
                  key={header}
                  className={cn(
                    "px-5 py-3 align-middle",
                    numeric && "text-end whitespace-nowrap tabular-nums",
                    cellClass,
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
