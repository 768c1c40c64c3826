import type { KeyValueStore } from "./types.ts";

/** PostgreSQL, as PGlite and pg both offer it. */
export interface Sql {
  query(text: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

const SCHEMA = [
  `create table if not exists key_value (
    key text primary key,
    value text not null,
    expires_at bigint
  )`,
  `create index if not exists key_value_expires_at on key_value (expires_at)`,
];

/** A key-value store in one table, which is made when it is missing. */
export async function createSqlStore(sql: Sql, now: () => number = Date.now): Promise<KeyValueStore> {
  for (const statement of SCHEMA) await sql.query(statement);

  async function valueOf(text: string, parameters: unknown[]): Promise<string | undefined> {
    const { rows } = await sql.query(text, parameters);
    return (rows[0] as { value: string } | undefined)?.value;
  }

  return {
    get: (key) =>
      valueOf("select value from key_value where key = $1 and (expires_at is null or expires_at > $2)", [
        key,
        now(),
      ]),

    async set(key, value, expiresAt) {
      // What is over goes with the next that comes: nobody reads it any more.
      if (expiresAt !== undefined) await sql.query("delete from key_value where expires_at <= $1", [now()]);
      await sql.query(
        `insert into key_value (key, value, expires_at) values ($1, $2, $3)
         on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at`,
        [key, value, expiresAt ?? null],
      );
    },

    async setIfAbsent(key, value) {
      const there = await valueOf(
        // The empty update makes the row that was there come back.
        `insert into key_value (key, value) values ($1, $2)
         on conflict (key) do update set key = excluded.key returning value`,
        [key, value],
      );
      return there ?? value;
    },

    take: (key) =>
      valueOf(
        `with taken as (delete from key_value where key = $1 returning value, expires_at)
         select value from taken where expires_at is null or expires_at > $2`,
        [key, now()],
      ),
  };
}
