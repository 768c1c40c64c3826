import { mkdirSync } from "node:fs";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import type { Database, Sql } from "./types.ts";

/** Opens the embedded PostgreSQL in a folder. The caller holds the folder's lock. */
export async function openPglite(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const database = await PGlite.create(folder);
  return {
    ...sqlOf(database),
    transaction: (work) => database.transaction((transaction) => work(sqlOf(transaction))) as never,
    close: () => database.close(),
  };
}

function sqlOf(client: Pick<PGlite | Transaction, "query">): Sql {
  return {
    query: (text, parameters) => client.query<Record<string, unknown>>(text, parameters),
    async queryArrays(text, parameters) {
      const { rows } = await client.query<unknown[]>(text, parameters, { rowMode: "array" });
      return rows;
    },
  };
}
