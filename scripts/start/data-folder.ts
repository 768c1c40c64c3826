/** Index and store belong to one chain, and go with it. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import type { OpenChain } from "./chain.ts";

/**
 * The folder of this chain, `<root>/<chainId>-<genesis hash>`. A chain in memory never comes back, so the folders of
 * earlier ones are removed: Ponder would serve their rows beside the new ones.
 */
export function dataFolder(root: string, chain: OpenChain, genesisHash: string): string {
  mkdirSync(root, { recursive: true });
  const folder = `${chain.id}-${genesisHash.slice(2, 18)}`;
  if (chain.fresh) {
    for (const name of readdirSync(root)) {
      if (name.startsWith(`${chain.id}-`) && name !== folder)
        rmSync(resolve(root, name), { recursive: true, force: true });
    }
  }
  return resolve(root, folder);
}
