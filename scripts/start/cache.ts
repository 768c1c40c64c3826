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
  const hash = hashOf(step);
  if (existsSync(step.output) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  await step.run();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** What the step itself has written is not among its inputs: else each build would make the next one necessary. */
function hashOf({ inputs, output }: CachedStep): string {
  const hash = createHash("sha256");
  const files = inputs
    .flatMap((glob) => globSync(glob))
    .filter((path) => !path.startsWith(`${dirname(output)}/`) && statSync(path).isFile())
    .sort();
  for (const path of files) hash.update(path).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}
