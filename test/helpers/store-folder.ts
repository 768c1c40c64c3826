/** Folders for a gateway's store: making a database takes four seconds, copying an empty one none. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

let template: Promise<string> | undefined;

/** A new folder with an empty database in it, where the store looks for one. Whoever asks removes it. */
export async function newStoreFolder(): Promise<string> {
  template ??= makeTemplate();
  const folder = mkdtempSync(join(tmpdir(), "stoa-store-"));
  cpSync(await template, folder, { recursive: true });
  return folder;
}

async function makeTemplate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "stoa-store-template-"));
  const database = await PGlite.create(join(folder, "pglite"));
  await database.close();
  return folder;
}

after(async () => {
  if (template) rmSync(await template, { recursive: true, force: true });
});
