/** The gateway's store: the books, and SQL for whatever else must not be forgotten. */
import { join } from "node:path";
import { createLedger } from "../ledger/create-ledger.ts";
import { openBooks } from "../ledger/open-books.ts";
import { LEDGER_TABLES } from "../ledger/schema.ts";
import { createSharedRunner } from "../ledger/shared-runner.ts";
import { createSoleRunner } from "../ledger/sole-runner.ts";
import type { Ledger } from "../ledger/types.ts";
import { createReceiptIssuer, type IssuerConfig } from "../payment/receipt-issuer.ts";
import { createTables } from "./create-tables.ts";
import { lockFolder } from "./folder-lock.ts";
import { startPgliteThread } from "./pglite-client.ts";
import { openPostgres } from "./postgres.ts";
import type { Sql } from "./types.ts";

export interface Store {
  readonly kind: "pglite" | "postgres";
  readonly ledger: Ledger;
  readonly sql: Sql;
  close(): Promise<void>;
}

export interface StoreOptions extends IssuerConfig {
  /** A PostgreSQL that several gateways may share; without it the store is a PGlite in `folder`. */
  readonly databaseUrl?: string;
  readonly folder: string;
  /** A connection or the thread broke while nobody waited for it. */
  readonly onError: (problem: Error) => void;
}

/**
 * Opens the store and makes the tables that are missing.
 * @throws StoreLockedError when another process has the folder.
 */
export function openStore(options: StoreOptions): Promise<Store> {
  return options.databaseUrl === undefined ? openFolder(options) : openServer(options, options.databaseUrl);
}

async function openServer(options: StoreOptions, url: string): Promise<Store> {
  const database = openPostgres(url, options.onError);
  try {
    await createTables(database, LEDGER_TABLES);
  } catch (problem) {
    await database.close();
    throw problem;
  }
  const ledger = createLedger({
    sql: database,
    runner: createSharedRunner(database, createReceiptIssuer(options)),
    gateway: options.gateway,
    close: () => database.close(),
  });
  return { kind: "postgres", ledger, sql: ledger.sql, close: () => ledger.close() };
}

async function openFolder(options: StoreOptions): Promise<Store> {
  const { folder, gateway, onError } = options;
  const unlock = lockFolder(folder);
  try {
    const thread = await startPgliteThread(join(folder, "pglite"), options, onError);
    const known = await openBooks(thread, thread);
    const ledger = createLedger({
      sql: thread,
      runner: createSoleRunner(thread, known, gateway),
      gateway,
      async close() {
        await thread.close();
        unlock();
      },
    });
    return { kind: "pglite", ledger, sql: ledger.sql, close: () => ledger.close() };
  } catch (problem) {
    unlock();
    throw problem;
  }
}
