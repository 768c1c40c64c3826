/** Whole rows in and out of PostgreSQL in bulk: one array parameter per column, whatever the number of rows. */
import type { Column } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { binaryArrays, type ArrayColumn, type ElementType } from "./binary-array.ts";
import type { BatchSql, Statement } from "./types.ts";

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
  /** `insert` as a statement without its parameters' numbers below `first`: for rows that are not there. */
  insertSql(first: number): string;
  /** `insert … on conflict … do update`, likewise. */
  upsertSql(first: number): string;
  readonly parameters: number;
  /** Place of a column among a table's parameters. */
  parameterOf(property: keyof R & string): number;
  /** A column of each parameter. */
  columnsOf(rows: readonly R[]): ArrayColumn[];
  /** Rows that equal one of the given ones in these properties; `suffix` is SQL after it. */
  select(
    sql: BatchSql,
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
  const statements = new Map<string, Statement>();

  function selectStatement(by: string, suffix: string, keys: readonly Column[]): Statement {
    const id = `${by} ${suffix}`;
    let statement = statements.get(id);
    if (!statement) {
      const wanted = keys.map((column, index) => `$${index + 1}::${wireType(column)}[]`);
      const text =
        `select ${selected} from "${name}" where (${keys.map((column) => `"${column.name}"`).join(", ")}) ` +
        `in (select ${keys.map(writeSql).join(", ")} from unnest(${wanted.join(", ")}) as given(${keys.map((column) => `"${column.name}"`).join(", ")})) ${suffix}`;
      statements.set(id, (statement = { name: `select_${name}_${statements.size}`, text }));
    }
    return statement;
  }

  function insertSql(first: number): string {
    const arrays = columns.map(([, column], index) => `$${first + index}::${wireType(column)}[]`);
    const values = columns.map(([, column]) => writeSql(column));
    return (
      `insert into "${name}" (${names.join(", ")}) ` +
      `select ${values.join(", ")} from unnest(${arrays.join(", ")}) as given(${names.join(", ")})`
    );
  }

  return {
    parameters: columns.length,
    parameterOf: (property) => columns.findIndex(([name]) => name === property),
    insertSql,
    upsertSql: (first) =>
      `${insertSql(first)} on conflict (${key.map((column) => `"${column}"`).join(", ")}) ` +
      `do update set ${updates.join(", ")}`,
    columnsOf: (rows) =>
      columns.map(([property, column]) =>
        arrayColumn(
          column,
          rows.map((row) => row[property]),
        ),
      ),
    async select(sql, by, values, suffix = "") {
      if (values.length === 0) return [];
      const keys = by.map((property) => byProperty.get(property)!);
      const rows = await sql.run(
        selectStatement(by.join(), suffix, keys),
        binaryArrays(
          by.map((property, index) =>
            arrayColumn(
              keys[index]!,
              values.map((value) => value[property]),
            ),
          ),
        ),
      );
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

/** Bytes and whole numbers travel as what they are, the rest as text that is cast where it is used. */
function wireType(column: Column): ElementType {
  const type = column.getSQLType();
  return type === "bytea" || type === "bigint" || type === "integer" ? type : "text";
}

function writeSql(column: Column): string {
  const type = column.getSQLType();
  return type === wireType(column) ? `"${column.name}"` : `"${column.name}"::${type}`;
}

function readSql(column: Column): string {
  return isBytes(column) ? `encode("${column.name}", 'base64')` : `"${column.name}"::text`;
}

function arrayColumn(column: Column, values: readonly unknown[]): ArrayColumn {
  const type = wireType(column);
  return {
    type,
    values: values.map((value) => (value === null || value === undefined ? null : AS[type](value))),
  };
}

const AS = {
  text: (value: unknown) => (typeof value === "string" ? value : String(value)),
  bytea: (value: unknown) => value as Uint8Array,
  bigint: (value: unknown) => BigInt(value as bigint | number),
  integer: (value: unknown) => value as number,
};

function decode(column: Column, text: string | null | undefined): unknown {
  if (text === null || text === undefined) return null;
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
