/**
 * Two ledgers on one database: PostgreSQL where its server programs are (Debian: `postgresql`), else one PGlite, whose
 * transactions never overlap.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLedger } from "../../../gateway/ledger/create-ledger.ts";
import { LEDGER_TABLES } from "../../../gateway/ledger/schema.ts";
import { createSharedRunner } from "../../../gateway/ledger/shared-runner.ts";
import type { Ledger } from "../../../gateway/ledger/types.ts";
import { createReceiptIssuer } from "../../../gateway/payment/receipt-issuer.ts";
import { createTables } from "../../../gateway/store/create-tables.ts";
import { openStore } from "../../../gateway/store/open-store.ts";
import { openPglite } from "../../../gateway/store/pglite.ts";
import { findPostgres, startPostgres } from "../../helpers/postgres.ts";
import { storeOptions } from "./fixture.ts";
import { GATEWAY } from "./payer.ts";

/** What the database is, for a test's title. */
export const SHARED_DATABASE = findPostgres() ? "PostgreSQL" : "PGlite (there is no PostgreSQL here)";

/** `remove` closes both and takes the database away. */
export async function openTwo(): Promise<{ ledgers: [Ledger, Ledger]; remove(): Promise<void> }> {
  const programs = findPostgres();
  if (programs) {
    const { url, stop } = await startPostgres(programs);
    const open = () => openStore({ ...storeOptions("none"), databaseUrl: url });
    // At once: both make the tables.
    const stores = await Promise.all([open(), open()]);
    const close = () => Promise.all(stores.map((store) => store.close()));
    return {
      ledgers: [stores[0].ledger, stores[1].ledger],
      remove: async () => void (await close(), await stop()),
    };
  }
  const folder = mkdtempSync(join(tmpdir(), "stoa-shared-"));
  const database = await openPglite(join(folder, "pglite"));
  await createTables(database, LEDGER_TABLES);
  const runner = createSharedRunner(database, createReceiptIssuer(storeOptions(folder)));
  const ledger = () =>
    createLedger({ sql: database, runner, gateway: GATEWAY, close: () => Promise.resolve() });
  return {
    ledgers: [ledger(), ledger()],
    async remove() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
