import { mkdirSync } from "node:fs";
import { PGlite, protocol, type Transaction } from "@electric-sql/pglite";
import { createBinder } from "./bind-message.ts";
import { createCheckpoints } from "./checkpoints.ts";
import type { Database, BatchSql, Statement } from "./types.ts";

const { serialize } = protocol;

/** pg_type.oid of text[], bytea[], bigint[] and integer[]. */
const AS_THEY_ARE = Object.fromEntries(
  [1009, 1001, 1016, 1007].map((oid) => [oid, (value: unknown) => value as string]),
);

/** Opens the embedded PostgreSQL in a folder. The caller holds the folder's lock. */
export async function openPglite(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const database = await PGlite.create(folder);
  // Our statements look for keys; a plan for this batch's keys is no better and costs more than running it.
  await database.exec("set plan_cache_mode = force_generic_plan; set wal_init_zero = off");
  const prepared = new Set<string>();
  const bind = createBinder();
  const checkpointWhenLong = createCheckpoints(database);

  /** PGlite's own `query` plans each time: here the plan is kept, as the wire protocol has it. */
  async function run({ name, text }: Statement, parameters: readonly Buffer[]) {
    const rows = await database.runExclusive(async () => {
      if (!prepared.has(name)) {
        await database.execProtocol(Buffer.concat([serialize.parse({ name, text }), serialize.sync()]));
        prepared.add(name);
      }
      // Not PGlite's own `bind`: that one leaves seven times the message's size behind for the garbage collector.
      const { messages } = await database.execProtocol(bind(name, parameters));
      return messages.flatMap((message) =>
        "fields" in message && message.name === "dataRow" ? [cells(message)] : [],
      );
    });
    await checkpointWhenLong();
    return rows;
  }

  return {
    ...sqlOf(database),
    run,
    transaction: (work) => database.transaction((transaction) => work(sqlOf(transaction))) as never,
    close: () => database.close(),
  };
}

function cells(row: object): (string | null)[] {
  return (row as { fields: (string | null)[] }).fields;
}

function sqlOf(client: Pick<PGlite | Transaction, "query">): BatchSql {
  return {
    query: (text, parameters) => client.query<Record<string, unknown>>(text, parameters),
    async queryArrays(text, parameters) {
      const { rows } = await client.query<unknown[]>(text, parameters, { rowMode: "array" });
      return rows;
    },
    async run({ text }, parameters) {
      const { rows } = await client.query<(string | null)[]>(text, [...parameters], {
        rowMode: "array",
        // Parameters are in binary form already.
        serializers: AS_THEY_ARE,
      });
      return rows;
    },
  };
}
