/** Whole rows in and out of PostgreSQL in bulk: one array parameter per column, whatever the number of rows. */
import type { Column } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type { Sql } from "./types.ts";

type Row = Readonly<Record<string, unknown>>;

interface TableShape {
  readonly name: string;
  /** Property name in the row, and column. */
  readonly columns: readonly (readonly [property: string, column: Column])[];
  readonly key: readonly string[];
}

function shapeOf(table: PgTable): TableShape {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const properties = new Map(
    Object.entries(table)
      .filter((entry): entry is [string, Column] => columns.includes(entry[1] as never))
      .map(([property, column]) => [column, property]),
  );
  const keys = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  return {
    name,
    columns: columns.map((column) => [properties.get(column)!, column] as const),
    key: keys.map((column) => column.name),
  };
}

/** Reads and writes rows of one table. Text is made once. */
export interface RowAccess<R> {
  /** `insert … on conflict … do update` as a statement without its parameters' numbers below `first`. */
  upsertSql(first: number): string;
  readonly parameters: number;
  upsertParameters(rows: readonly R[]): unknown[];
  /** Rows that equal one of the given ones in these properties; `suffix` is SQL after it. */
  select(
    sql: Sql,
    by: readonly (keyof R & string)[],
    values: readonly Partial<R>[],
    suffix?: string,
  ): Promise<R[]>;
}

export function rowAccess<R extends Row>(table: PgTable & { readonly $inferSelect: R }): RowAccess<R> {
  const { name, columns, key } = shapeOf(table);
  const names = columns.map(([, column]) => `"${column.name}"`);
  const selected = columns.map(([, column]) => readSql(column)).join(", ");
  const updates = columns
    .filter(([, column]) => !key.includes(column.name))
    .map(([, column]) => `"${column.name}" = excluded."${column.name}"`);
  const byProperty = new Map(columns);

  return {
    parameters: columns.length,
    upsertSql: (first) => {
      const arrays = columns.map(([, column], index) => `$${first + index}::${wireType(column)}[]`);
      const values = columns.map(([, column]) => writeSql(column));
      return (
        `insert into "${name}" (${names.join(", ")}) ` +
        `select ${values.join(", ")} from unnest(${arrays.join(", ")}) as given(${names.join(", ")}) ` +
        `on conflict (${key.map((column) => `"${column}"`).join(", ")}) do update set ${updates.join(", ")}`
      );
    },
    upsertParameters: (rows) =>
      columns.map(([property, column]) => rows.map((row) => encode(column, row[property]))),
    async select(sql, by, values, suffix = "") {
      if (values.length === 0) return [];
      const keys = by.map((property) => byProperty.get(property)!);
      const wanted = keys.map((column, index) => `$${index + 1}::${wireType(column)}[]`);
      const text =
        `select ${selected} from "${name}" where (${keys.map((column) => `"${column.name}"`).join(", ")}) ` +
        `in (select * from unnest(${wanted.join(", ")})) ${suffix}`;
      const parameters = by.map((property, index) =>
        values.map((value) => encode(keys[index]!, value[property])),
      );
      const rows = await sql.queryArrays(text, parameters);
      return rows.map((cells) =>
        Object.fromEntries(
          columns.map(([property, column], index) => [property, decode(column, cells[index])]),
        ),
      ) as unknown as R[];
    },
  };
}

function isBytes(column: Column): boolean {
  return column.getSQLType() === "bytea";
}

/** Bytes travel as base64, numbers as text: both drivers agree about those. */
function wireType(column: Column): string {
  return isBytes(column) ? "text" : column.getSQLType();
}

function writeSql(column: Column): string {
  return isBytes(column) ? `decode("${column.name}", 'base64')` : `"${column.name}"`;
}

function readSql(column: Column): string {
  return isBytes(column) ? `encode("${column.name}", 'base64')` : `"${column.name}"::text`;
}

function encode(column: Column, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return isBytes(column) ? Buffer.from(value as Uint8Array).toString("base64") : String(value);
}

function decode(column: Column, cell: unknown): unknown {
  if (cell === null || cell === undefined) return null;
  const text = cell as string;
  if (isBytes(column)) return new Uint8Array(Buffer.from(text, "base64"));
  switch (column.dataType) {
    case "bigint":
      return BigInt(text);
    case "number":
      return Number(text);
    default:
      return text;
  }
}
