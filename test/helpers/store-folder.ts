/** Folders for a gateway's store: making a database takes four seconds, copying an empty one none. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildDatabases } from "../../scripts/start/build.ts";
import { placeEmptyDatabase } from "../../scripts/start/empty-databases.ts";

let made: Promise<unknown> | undefined;

/** A new folder with an empty database in it, where the store looks for one. Whoever asks removes it. */
export async function newStoreFolder(): Promise<string> {
  made ??= buildDatabases();
  await made;
  const folder = mkdtempSync(join(tmpdir(), "stoa-store-"));
  placeEmptyDatabase("gateway", join(folder, "pglite"));
  return folder;
}
