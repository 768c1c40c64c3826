/** A PostgreSQL, whether it is PGlite in this process, PGlite in a thread of its own, or a server. */
export interface Sql {
  query(text: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Rows as arrays in the order of their columns. */
  queryArrays(text: string, parameters?: unknown[]): Promise<unknown[][]>;
}

export interface Database extends Sql {
  /** All or nothing; a rejection of `work` undoes it. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
