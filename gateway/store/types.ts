/** A statement that is planned once per connection and then run by its name. */
export interface Statement {
  /** One name, one text. */
  readonly name: string;
  readonly text: string;
}

/** A PostgreSQL, whether it is PGlite in this process, PGlite in a thread of its own, or a server. */
export interface Sql {
  query(text: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Rows as arrays in the order of their columns. */
  queryArrays(text: string, parameters?: unknown[]): Promise<unknown[][]>;
}

/** What batches need beside. */
export interface BatchSql extends Sql {
  /** Parameters in PostgreSQL's binary form; cells come as text. */
  run(statement: Statement, parameters: readonly Buffer[]): Promise<(string | null)[][]>;
}

export interface Database extends BatchSql {
  /** All or nothing; a rejection of `work` undoes it. */
  transaction<Result>(work: (sql: BatchSql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
