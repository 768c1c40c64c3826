/** The thread that solc runs in: it can be ended when a compilation takes too long. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { parentPort } from "node:worker_threads";

interface Solc {
  compile(input: string, options: { import(path: string): { contents: string } | { error: string } }): string;
}

const LIBRARY = "@openzeppelin/contracts/";
const require = createRequire(import.meta.url);
const solc = require("solc") as Solc;
const libraryRoot = dirname(require.resolve(`${LIBRARY}package.json`));

/** Only the contracts of one library: a source must not read other files of this machine. */
function findImport(path: string): { contents: string } | { error: string } {
  const inside = normalize(path.slice(LIBRARY.length));
  if (!path.startsWith(LIBRARY) || inside.startsWith("..") || !inside.endsWith(".sol"))
    return { error: `"${path}" is not among the sources, and only ${LIBRARY} can be imported besides` };
  try {
    return { contents: readFileSync(join(libraryRoot, inside), "utf8") };
  } catch {
    return { error: `there is no file "${inside}" in ${LIBRARY}` };
  }
}

parentPort?.on("message", (input: string) => {
  parentPort?.postMessage(solc.compile(input, { import: findImport }));
});
