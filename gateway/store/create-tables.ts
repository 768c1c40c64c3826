import { is, SQL, type Column } from "drizzle-orm";
import { getTableConfig, PgDialect, type PgTable } from "drizzle-orm/pg-core";
import type { Sql } from "./types.ts";

const dialect = new PgDialect();

/**
 * Creates what is missing of the tables and indexes; what is there stays as it is. Several processes may do so at once:
 * they take turns by an advisory lock.
 */
export async function createTables(sql: Sql, tables: readonly PgTable[]): Promise<void> {
  const statements = tables.flatMap(statementsOf).join(";\n");
  await sql.query(`do $create$ begin
    perform pg_advisory_xact_lock(hashtext('stoa create tables'));
    ${statements};
  end $create$`);
}

/** What makes a table, columns that came to it later (they may be empty) and its indexes, each unless it is there. */
function statementsOf(table: PgTable): string[] {
  const { name, columns, primaryKeys, indexes } = getTableConfig(table);
  const parts = columns.map(columnSql);
  for (const { columns: keys } of primaryKeys) parts.push(`primary key (${list(keys)})`);
  return [
    `create table if not exists "${name}" (${parts.join(", ")})`,
    ...columns
      .filter(({ notNull, primary }) => !notNull && !primary)
      .map((column) => `alter table "${name}" add column if not exists ${columnSql(column)}`),
    ...indexes.map(({ config }) => {
      const keys = config.columns.filter((column): column is Column & typeof column => !is(column, SQL));
      const names = keys.map((column) => `"${(column as { name: string }).name}"`).join(", ");
      const where = config.where ? ` where ${dialect.sqlToQuery(config.where).sql}` : "";
      return `create index if not exists "${config.name}" on "${name}" (${names})${where}`;
    }),
  ];
}

function columnSql(column: Column): string {
  const type = column.getSQLType();
  return `"${column.name}" ${type}${column.primary ? " primary key" : ""}${column.notNull ? " not null" : ""}`;
}

function list(columns: readonly Column[]): string {
  return columns.map(({ name }) => `"${name}"`).join(", ");
}
