import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * What is compiled anew for a campaign when `file` has changed: the contracts that it deploys by name, and the campaign
 * itself where it holds code of the file.
 */
export function contractsOf(file: string, campaign: string): string[] {
  const own = globSync("test/contracts/invariants/**/*.t.sol").filter((path) =>
    readFileSync(path, "utf8").includes(`function ${campaign}(`),
  );
  const parts = own.flatMap((path) => [...dependenciesOf(path)]).map((path) => readFileSync(path, "utf8"));
  const deployed = globSync("contracts/**/*.sol").filter((path) =>
    parts.some((source) => source.includes(`"${basename(path, ".sol")}"`)),
  );
  return [...deployed, ...own].filter((path) => dependenciesOf(path).has(file));
}

/** The file and all that it imports of the project, directly or not. */
function dependenciesOf(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, imported] of readFileSync(path, "utf8").matchAll(/^import[^"]*"(\.[^"]+)";/gm)) {
    dependenciesOf(join(dirname(path), imported!), found);
  }
  return found;
}
