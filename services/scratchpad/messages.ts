/** What goes between the service and the process that holds the database. */
export interface Column {
  readonly name: string;
  /** PostgreSQL's name of the type. */
  readonly type: string;
}

export interface StatementResult {
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows that the statement returned or changed. */
  readonly rowCount: number;
  /** True when there were more rows, or more text, than one answer holds. */
  readonly truncated: boolean;
}

export interface TableInfo {
  readonly name: string;
  readonly kind: "table" | "view" | "materialized view";
  /** Exact for tables. */
  readonly rows?: number;
  readonly columns: readonly (Column & { readonly nullable: boolean; readonly default?: string })[];
}

export type Job =
  | {
      readonly kind: "run";
      readonly schema: string;
      readonly statements: readonly string[];
      readonly maxRows: number;
    }
  | { readonly kind: "tables"; readonly schema: string }
  | { readonly kind: "drop"; readonly schema: string };

export type Answer =
  | { readonly kind: "results"; readonly results: readonly StatementResult[] }
  | { readonly kind: "tables"; readonly tables: readonly TableInfo[] }
  | { readonly kind: "dropped" }
  /** The caller's mistake; nothing was kept. `statement` counts from 1. */
  | { readonly kind: "refused"; readonly message: string; readonly statement?: number };

export type FromDatabase = { readonly ready: true } | { readonly answer: Answer };
