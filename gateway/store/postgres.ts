import { Pool, type ClientBase } from "pg";
import type { Database, BatchSql } from "./types.ts";

/** Milliseconds after which a call is refused rather than kept waiting for the database. */
const CONNECT_TIMEOUT = 5_000;
const STATEMENT_TIMEOUT = 15_000;

/** @param onError what happens to a connection while nobody uses it */
export function openPostgres(url: string, onError: (problem: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    application_name: "stoa-gateway",
  });
  pool.on("error", onError);
  return {
    ...sqlOf(pool),
    async transaction(work) {
      const client = await pool.connect();
      let broken = true;
      try {
        await client.query("begin");
        const result = await work(sqlOf(client)).catch(async (problem: unknown) => {
          await client.query("rollback");
          broken = false;
          throw problem;
        });
        await client.query("commit");
        broken = false;
        return result;
      } finally {
        // A connection in an unknown state must not carry the next transaction.
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

function sqlOf(client: Pick<ClientBase, "query"> | Pool): BatchSql {
  return {
    query: (text, parameters) => client.query(text, parameters),
    async queryArrays(text, parameters) {
      const { rows } = await client.query<unknown[]>({ text, values: parameters ?? [], rowMode: "array" });
      return rows;
    },
    async run({ name, text }, parameters) {
      const values = [...parameters];
      const { rows } = await client.query<(string | null)[]>({ name, text, values, rowMode: "array" });
      return rows;
    },
  };
}
