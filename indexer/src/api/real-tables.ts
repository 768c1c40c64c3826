import type { db } from "ponder:api";

type Readable = typeof db;

interface Session {
  prepareQuery(...query: readonly unknown[]): { execute(): Promise<unknown> };
}

/** Drizzle's session on PGlite, and what makes one on a transaction of it. */
interface PgliteSession extends Session {
  readonly client: {
    transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  };
  readonly dialect: unknown;
  readonly schema: unknown;
  readonly options: unknown;
  readonly constructor: new (
    client: Transaction,
    dialect: unknown,
    schema: unknown,
    options: unknown,
  ) => Session;
}

interface Transaction {
  exec(text: string): Promise<unknown>;
}

const REAL_TABLES_FIRST =
  "select set_config('search_path', current_setting('search_path') || ', pg_temp', true)";

/**
 * The database for `client`, on which a table's name means the table. When a block changes more than twenty rows of one,
 * Ponder passes them through a temporary table of the same name, which stays. PGlite has one session for all, so that
 * whoever names the table without its schema would find the empty temporary one from then on. PostgreSQL has a session for
 * those who read, and `client` asks it by itself.
 */
export function pastTemporaryTables(readable: Readable): Readable {
  const { session } = (readable as unknown as { _: { session: PgliteSession } })._;
  const { client, dialect, schema, options } = session;
  const prepareQuery: Session["prepareQuery"] = (...query) => ({
    execute: () =>
      client.transaction(async (transaction) => {
        await transaction.exec(REAL_TABLES_FIRST);
        return new session.constructor(transaction, dialect, schema, options)
          .prepareQuery(...query)
          .execute();
      }),
  });
  return { _: { session: { dialect, prepareQuery } } } as unknown as Readable;
}
