import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A project of its own with these folders, in which Hardhat compiles other contracts than ours. Whoever asks removes it. */
export function copyProject(folders: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), "stoa-copy-"));
  for (const path of [...folders, "hardhat.config.ts", "package.json"]) {
    cpSync(path, join(root, path), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  return root;
}
