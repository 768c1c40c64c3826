/** Build steps run only when what they read has changed. */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface CachedStep {
  readonly name: string;
  /** Globs of what the step reads. */
  readonly inputs: readonly string[];
  /** A file that exists when the step was done. */
  readonly output: string;
  readonly run: () => Promise<void>;
}

/** Runs the step unless its inputs hash to what they did when it last succeeded. Returns whether it ran. */
export async function runCached(step: CachedStep): Promise<boolean> {
  const stamp = `.stoa/build/${step.name}`;
  const hash = hashOf(step.inputs);
  if (existsSync(step.output) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  await step.run();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

function hashOf(globs: readonly string[]): string {
  const hash = createHash("sha256");
  const files = globs
    .flatMap((glob) => globSync(glob))
    .filter((path) => statSync(path).isFile())
    .sort();
  for (const path of files) hash.update(path).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}
