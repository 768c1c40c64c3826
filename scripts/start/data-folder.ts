/** Index, store and logs belong to one chain, and go with it. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { lockFolder, StoreLockedError } from "../../gateway/store/folder-lock.ts";
import type { OpenChain } from "./chain.ts";

export interface DataFolder {
  readonly path: string;
  /** Gives the folder to the next start. */
  stop(): Promise<void>;
}

/**
 * Takes the folder of this chain, `<root>/<chainId>-<genesis hash>`. A chain in memory never comes back: its folder
 * names the process that it lives in, and is removed by the first start after that has ended.
 * Throws when another start has the folder, since two writers would spoil it.
 */
export function openFolder(root: string, chain: OpenChain, genesisHash: string): DataFolder {
  mkdirSync(root, { recursive: true });
  removeOrphans(root);
  const name = `${chain.id}-${genesisHash.slice(2, 18)}`;
  const path = resolve(root, chain.inMemory ? `${name}-memory-${process.pid}` : name);
  const unlock = lock(path, chain.url);
  return { path, stop: async () => unlock() };
}

function lock(path: string, url: string): () => void {
  try {
    return lockFolder(path);
  } catch (problem) {
    if (!(problem instanceof StoreLockedError)) throw problem;
    throw new Error(
      `Another npm start (process ${problem.pid}) works on the chain at ${url} and keeps its data in ${path}. ` +
        "Stop that one, or give this one a folder of its own: STOA_DIR=.stoa-2 npm start",
      { cause: problem },
    );
  }
}

function removeOrphans(root: string): void {
  for (const name of readdirSync(root)) {
    const [, pid] = /^\d+-[0-9a-f]{16}-memory-(\d+)$/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) rmSync(resolve(root, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}
