/** The PostgreSQL behind DATABASE_URL: it holds one chain's rows, and one start at a time works on it. */
import { getTableName } from "drizzle-orm";
import { Client } from "pg";
import type { Deployment } from "../../contracts/deployment.ts";
import { claimStore, nameOf } from "../../gateway/assembly/same-deployment.ts";
import { createSqlStore } from "../../gateway/kv/sql-store.ts";
import { LEDGER_TABLES } from "../../gateway/ledger/schema.ts";

export interface TakenDatabase {
  /** For the report: what was found. */
  readonly note: string;
  stop(): Promise<void>;
}

export interface DatabaseUse {
  readonly deployment: Deployment;
  /** The chain ends with this process, and so does the worth of its rows. */
  readonly inMemory: boolean;
  /** The schema of the index's tables. */
  readonly indexSchema: string;
}

/** Says that the rows are of a chain in memory. */
const IN_MEMORY = "deployment-in-memory";
const TABLES = [...LEDGER_TABLES.map((table) => getTableName(table)), "key_value"];
/** `stoa_…` are the index's, `ponder_sync` is what Ponder keeps of the chain. */
const SCHEMAS = "nspname ~ '^stoa_[0-9a-f]{12}$' or nspname = 'ponder_sync'";

/**
 * Takes the database for this start. Rows of a chain that lived in memory and is gone are dropped; so are the tables of
 * an earlier version's index, which are made anew from the chain.
 * Throws when it does not answer, when another start has it, and when it holds another chain's rows or a stranger's.
 */
export async function takeDatabase(url: string, use: DatabaseUse): Promise<TakenDatabase> {
  const client = new Client({ connectionString: url, application_name: "stoa-start" });
  // A database that goes away is told by the parts that need it.
  client.on("error", () => undefined);
  await client.connect().catch((problem: unknown) => {
    throw new Error(`DATABASE_URL: no PostgreSQL to use at ${placeOf(url)}: ${messageOf(problem)}`, {
      cause: problem,
    });
  });
  try {
    await lock(client, url);
    const note = await prepare(client, url, use);
    return { note, stop: () => client.end() };
  } catch (problem) {
    await client.end();
    throw problem;
  }
}

/** For as long as the connection stands, so also until the process is killed. */
async function lock(client: Client, url: string): Promise<void> {
  await client.query("set lock_timeout = '3s'");
  await client
    .query("select pg_advisory_lock(hashtext('stoa npm start'))")
    .catch((problem: { code?: string }) => {
      if (problem.code !== "55P03") throw problem;
      throw new Error(
        `Another npm start works on the database at ${placeOf(url)}. Stop that one, or give this one another ` +
          "DATABASE_URL. (Further gateways for the same chain are started alone: node gateway/main.ts)",
        { cause: problem },
      );
    });
}

async function prepare(client: Client, url: string, use: DatabaseUse): Promise<string> {
  const own = nameOf(use.deployment);
  const { tables, schemas } = await contentOf(client);
  const isStoas = tables.includes("key_value");
  if (!isStoas && tables.length + schemas.length > 0) {
    throw new Error(
      `The database at ${placeOf(url)} already holds ${[...tables, ...schemas].join(", ")}, and Stoa did not put that ` +
        "there. Give Stoa a database of its own: createdb stoa, and its URL as DATABASE_URL.",
    );
  }
  const store = await createSqlStore(client);
  const found = await claimStore(store, use.deployment);
  if (found === own) {
    if (use.inMemory) await store.set(IN_MEMORY, "yes");
    for (const schema of schemas) {
      if (schema !== "ponder_sync" && schema !== use.indexSchema) await drop(client, [], [schema]);
    }
    return isStoas ? "continues" : "empty";
  }
  if (!(await store.get(IN_MEMORY))) {
    throw new Error(
      `The database at ${placeOf(url)} holds the rows of ${found}, and this is ${own}. They do not go together: ` +
        "give this chain a database of its own (createdb stoa2, and its URL as DATABASE_URL). If that other chain is " +
        "gone for good, drop its database and create it again.",
    );
  }
  await drop(client, tables, schemas);
  await prepare(client, url, use);
  return "emptied: its rows were of a chain in memory that is gone";
}

/** What of Stoa's names is there. */
async function contentOf(client: Client): Promise<{ tables: string[]; schemas: string[] }> {
  const tables = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and pg_table_is_visible(oid) and relname = any($1)",
    [TABLES],
  );
  const schemas = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where ${SCHEMAS}`,
  );
  return { tables: namesOf(tables), schemas: namesOf(schemas) };
}

function namesOf({ rows }: { readonly rows: readonly { name: string }[] }): string[] {
  return rows.map(({ name }) => name);
}

async function drop(client: Client, tables: readonly string[], schemas: readonly string[]): Promise<void> {
  for (const table of tables) await client.query(`drop table ${client.escapeIdentifier(table)} cascade`);
  for (const schema of schemas) await client.query(`drop schema ${client.escapeIdentifier(schema)} cascade`);
}

/** Host and database, without user and password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function messageOf(problem: unknown): string {
  // Node tries each address of a host, and then says nothing of its own.
  if (problem instanceof AggregateError) return problem.errors.map(messageOf).join("; ");
  return problem instanceof Error ? problem.message : String(problem);
}
