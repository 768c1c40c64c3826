/** Ponder continues with tables only of the program that made them, so each program gets tables of its own. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import packageJson from "../../package.json" with { type: "json" };
import type { Deployment } from "../../contracts/deployment.ts";

const PROGRAM = ["indexer/**/*.ts", "contracts/*.ts"];

/** Name of the schema for the index's tables: `stoa_` and a hash of its program and of the contracts that it follows. */
export function indexSchemaOf(deployment: Deployment): string {
  const hash = createHash("sha256")
    .update(packageJson.dependencies.ponder)
    .update(JSON.stringify(deployment));
  const files = PROGRAM.flatMap((glob) => globSync(glob));
  for (const path of files.sort()) hash.update(path).update("\0").update(readFileSync(path));
  return `stoa_${hash.digest("hex").slice(0, 12)}`;
}
