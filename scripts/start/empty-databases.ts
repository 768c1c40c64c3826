/**
 * Databases to begin with. PGlite computes for seconds to make an empty one, and opens a copy of one at once: each is
 * made once, and every new chain gets copies.
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type * as pgliteModule from "@electric-sql/pglite";

type Brought = Pick<typeof pgliteModule, "PGlite">;

export const EMPTY_DATABASES = ".stoa/empty";

/** Who brings the PGlite that opens it: the index's is older than the gateway's. */
const OWNERS = { gateway: import.meta.url, index: import.meta.resolve("ponder") } as const;

export type DatabaseName = keyof typeof OWNERS;
export const DATABASE_NAMES = Object.keys(OWNERS) as DatabaseName[];

/** Puts an empty database at `folder`, unless there is one. Where none was made, PGlite makes it itself when it starts. */
export function placeEmptyDatabase(name: DatabaseName, folder: string): void {
  const made = `${EMPTY_DATABASES}/${name}`;
  if (existsSync(folder) || !existsSync(made)) return;
  mkdirSync(dirname(folder), { recursive: true });
  // Whole or not at all: half of a copy would be opened by the next start.
  cpSync(made, `${folder}.new`, { recursive: true });
  renameSync(`${folder}.new`, folder);
}

async function make(name: DatabaseName): Promise<void> {
  const folder = `${EMPTY_DATABASES}/${name}`;
  const pglite = createRequire(OWNERS[name]).resolve("@electric-sql/pglite");
  const { PGlite } = (await import(pathToFileURL(pglite).href)) as Brought;
  mkdirSync(EMPTY_DATABASES, { recursive: true });
  for (const path of [folder, `${folder}.new`]) rmSync(path, { recursive: true, force: true });
  const database = await PGlite.create(`${folder}.new`);
  await database.close();
  renameSync(`${folder}.new`, folder);
}

if (import.meta.main) for (const name of DATABASE_NAMES) await make(name);
