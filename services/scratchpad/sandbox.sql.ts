/**
 * How a caller is kept from its database's own settings and files, and from others should they ever share it. Each has
 * a schema and a role without login; its SQL runs inside a function
 * owned by that role with SECURITY DEFINER, where PostgreSQL forbids SET ROLE and SET SESSION AUTHORIZATION. The role
 * cannot name that function (no USAGE on its schema), and it is written anew before each call.
 */

/** Once for each database: nothing is open to everybody, the catalogue with other callers' table names included. */
export const LOCK_DOWN = `
  REVOKE ALL ON DATABASE postgres FROM PUBLIC;
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  CREATE SCHEMA IF NOT EXISTS sandbox;
  DO $$
  DECLARE relation regclass;
  BEGIN
    FOR relation IN
      SELECT oid FROM pg_class
      WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v')
    LOOP
      EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', relation);
    END LOOP;
  END $$;
`;

/** \`schema\` is made by us from a hash: letters, digits and underscores only. */
export function openSandbox(schema: string): string {
  return `
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${schema}') THEN
        CREATE ROLE ${schema} NOLOGIN;
        CREATE SCHEMA ${schema} AUTHORIZATION ${schema};
      END IF;
    END $$;
    CREATE OR REPLACE FUNCTION sandbox.${schema}(
      statement text, has_rows boolean, max_rows int, max_size int,
      OUT result text[], OUT total bigint, OUT truncated boolean
    ) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $function$
    DECLARE
      entry record;
      entry_text text;
      size bigint := 0;
    BEGIN
      result := '{}';
      total := 0;
      truncated := false;
      IF NOT has_rows THEN
        EXECUTE statement;
        GET DIAGNOSTICS total = ROW_COUNT;
        RETURN;
      END IF;
      FOR entry IN EXECUTE statement LOOP
        entry_text := row_to_json(entry)::text;
        size := size + length(entry_text);
        IF total >= max_rows OR size > max_size THEN
          truncated := true;
          RETURN;
        END IF;
        result := result || entry_text;
        total := total + 1;
      END LOOP;
    END $function$;
    ALTER FUNCTION sandbox.${schema} OWNER TO ${schema};
    SET LOCAL search_path = ${schema}, pg_temp;
  `;
}

export function dropSandbox(schema: string): string {
  return `
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${schema}') THEN
        DROP OWNED BY ${schema} CASCADE;
        DROP SCHEMA IF EXISTS ${schema} CASCADE;
        DROP ROLE ${schema};
      END IF;
    END $$;
  `;
}

/** Bytes that a schema's tables and indexes take. */
export const SCHEMA_SIZE = `
  SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::float8 AS bytes
  FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'm', 'S')
`;

export const TABLES = `
  SELECT c.relname AS name, c.relkind AS kind, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
    NOT a.attnotnull AS nullable, pg_get_expr(d.adbin, d.adrelid) AS default
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'v', 'm', 'p')
  ORDER BY c.relname, a.attnum
`;
