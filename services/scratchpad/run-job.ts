/** Does one job on the database. Nothing of a call stays in the session but what it committed. */
import type { PGlite } from "@electric-sql/pglite";
import type { Answer, Column, Job, StatementResult, TableInfo } from "./messages.ts";
import { dropSandbox, openSandbox, SCHEMA_SIZE, TABLES } from "./sandbox.sql.ts";
import { problemWithStatement } from "./statement.ts";

/** Bytes of one caller's tables and indexes. */
export const MAX_SCHEMA_BYTES = 16 * 1024 * 1024;
/** Characters of rows in one statement's result. */
const MAX_RESULT_SIZE = 512 * 1024;

export async function runJob(db: PGlite, job: Job): Promise<Answer> {
  switch (job.kind) {
    case "run":
      return runStatements(db, job);
    case "tables":
      return { kind: "tables", tables: await tablesOf(db, job.schema) };
    case "drop":
      await db.exec(dropSandbox(job.schema));
      return { kind: "dropped" };
  }
}

/** All statements are one transaction. */
async function runStatements(
  db: PGlite,
  { schema, statements, maxRows }: Extract<Job, { kind: "run" }>,
): Promise<Answer> {
  const results: StatementResult[] = [];
  try {
    await db.exec(`BEGIN; ${openSandbox(schema)}`);
    for (const sql of statements) results.push(await runStatement(db, schema, sql, maxRows));
    const { rows } = await db.query<{ bytes: number }>(SCHEMA_SIZE, [schema]);
    const bytes = rows[0]?.bytes ?? 0;
    if (bytes > MAX_SCHEMA_BYTES)
      throw new Refusal(`Your tables would take ${bytes} bytes; the limit is ${MAX_SCHEMA_BYTES}.`);
    await db.exec("COMMIT");
    return { kind: "results", results };
  } catch (error) {
    await db.exec("ROLLBACK");
    const statement = results.length + 1;
    if (error instanceof Refusal) return { kind: "refused", message: error.message };
    if (isDatabaseError(error)) return { kind: "refused", message: explain(error), statement };
    throw error;
  } finally {
    // Settings, prepared statements, locks and temporary tables of this caller.
    await db.exec("DISCARD ALL");
  }
}

async function runStatement(
  db: PGlite,
  schema: string,
  sql: string,
  maxRows: number,
): Promise<StatementResult> {
  const problem = problemWithStatement(sql);
  if (problem) throw new DatabaseRefusal(problem);
  // Parsed by the extended protocol, which takes one statement only.
  const { resultFields } = await db.describeQuery(sql);
  const columns = await columnsOf(db, resultFields);
  const twice = columns.find(
    ({ name }, index) => columns.findIndex((other) => other.name === name) !== index,
  );
  if (twice)
    throw new DatabaseRefusal(`Two columns are called "${twice.name}": give one another name with AS.`);
  const { rows } = await db.query<{ result: string[]; total: number; truncated: boolean }>(
    `SELECT result, total::float8 AS total, truncated FROM sandbox.${schema}($1, $2, $3, $4)`,
    [sql, columns.length > 0, maxRows, MAX_RESULT_SIZE],
  );
  const [row] = rows;
  if (!row) throw new Error("the sandbox returned nothing");
  return {
    columns,
    rows: row.result.map((text) => JSON.parse(text, keepLargeNumbers) as Record<string, unknown>),
    rowCount: row.total,
    truncated: row.truncated,
  };
}

async function columnsOf(
  db: PGlite,
  fields: readonly { name: string; dataTypeID: number }[],
): Promise<Column[]> {
  if (fields.length === 0) return [];
  const oids = fields.map(({ dataTypeID }) => dataTypeID).join(",");
  const { rows } = await db.query<{ type: string }>(
    `SELECT format_type(oid, NULL) AS type FROM unnest(ARRAY[${oids}]::oid[]) WITH ORDINALITY AS t(oid, n) ORDER BY n`,
  );
  return fields.map(({ name }, index) => ({ name, type: rows[index]?.type ?? "unknown" }));
}

/** A bigint or numeric that a JavaScript number cannot hold stays text. */
function keepLargeNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return Number.isSafeInteger(value) || /[.eE]/.test(context.source) ? value : context.source;
}

async function tablesOf(db: PGlite, schema: string): Promise<TableInfo[]> {
  interface Row {
    name: string;
    kind: string;
    column: string;
    type: string;
    nullable: boolean;
    default: string | null;
  }
  const { rows } = await db.query<Row>(TABLES, [schema]);
  const kinds: Record<string, TableInfo["kind"]> = { v: "view", m: "materialized view" };
  const tables: TableInfo[] = [];
  for (const [name, columns] of Map.groupBy(rows, (row) => row.name)) {
    const kind = kinds[columns[0]?.kind ?? ""] ?? "table";
    tables.push({
      name,
      kind,
      ...(kind === "table" ? { rows: await countRows(db, schema, name) } : {}),
      columns: columns.map(({ column, type, nullable, default: fallback }) => ({
        name: column,
        type,
        nullable,
        ...(fallback === null ? {} : { default: fallback }),
      })),
    });
  }
  return tables;
}

/** Counting a table runs none of the caller's expressions; a view's would run with our rights. */
async function countRows(db: PGlite, schema: string, table: string): Promise<number> {
  const quoted = `"${table.replaceAll('"', '""')}"`;
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::float8 AS count FROM ${schema}.${quoted}`,
  );
  return rows[0]?.count ?? 0;
}

/** Concerns the call as a whole. */
class Refusal extends Error {}

interface DatabaseError {
  message: string;
  code?: string;
  detail?: string;
  hint?: string;
  position?: string;
}

/** Of our own, about one statement. */
class DatabaseRefusal extends Error implements DatabaseError {
  readonly code = "stoa";
}

/** PostgreSQL's errors carry an SQLSTATE. */
function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

function explain({ message, code, detail, hint, position }: DatabaseError): string {
  if (code === "stoa") return message;
  const parts = [
    `${message} (SQLSTATE ${code})`,
    detail,
    hint,
    position ? `at character ${position}` : undefined,
  ];
  return parts.filter(Boolean).join("; ");
}
