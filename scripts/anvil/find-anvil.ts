import { existsSync } from "node:fs";
import { createRequire } from "node:module";

export const HOW_TO_GET_ANVIL =
  "No anvil was found. The lock file brings it for Linux on x64; elsewhere install Foundry (https://getfoundry.sh) and " +
  "set ANVIL_PATH to its anvil.";

/** Path of anvil: the one that ANVIL_PATH names, else the lock file's; undefined where there is none. */
export function findAnvil(): string | undefined {
  const named = process.env["ANVIL_PATH"];
  if (named) return existsSync(named) ? named : undefined;
  try {
    return createRequire(import.meta.url).resolve("@foundry-rs/anvil-linux-amd64/bin/anvil");
  } catch {
    return undefined;
  }
}
