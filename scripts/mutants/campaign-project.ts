import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { copyProject } from "../copy-project.ts";
import { bin } from "../start/build.ts";

const CACHE = "cache/compile-cache.json";

export interface CampaignProject {
  readonly root: string;
  /** Compiles all that has changed. */
  build(): void;
  /** Whether the campaign holds, of what was compiled last. */
  holds(campaign: string): boolean;
  /** Compiles these files alone, runs something, and puts the artifacts back that were there before. */
  withBuilt<T>(files: readonly string[], run: () => T): T;
  remove(): void;
}

/**
 * A copy of contracts and campaigns, in which faults are compiled.
 * @param runs of a campaign
 */
export function createCampaignProject(runs: string): CampaignProject {
  const contracts = ["dao", "interfaces", "local", "market", "trust"].map((folder) => `contracts/${folder}`);
  const compiled = ["artifacts", "cache"].filter((folder) => existsSync(folder));
  const root = copyProject([...contracts, ...compiled, "test/contracts/invariants"]);
  // The cache names its files by absolute paths: else all would be compiled again.
  const cache = join(root, CACHE);
  if (existsSync(cache)) {
    writeFileSync(cache, readFileSync(cache, "utf8").replaceAll(`"${resolve()}/`, `"${root}/`));
  }

  function hardhat(...args: string[]): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [bin("hardhat", "dist/src/cli.js"), ...args],
      { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26, env: { ...process.env, FUZZ_RUNS: runs } },
    );
    return { status, output: `${stdout}\n${stderr}` };
  }

  function build(...files: string[]): void {
    const { status, output } = hardhat("build", "--quiet", ...files);
    if (status !== 0) throw new Error(`It does not compile:\n${output}`);
  }

  return {
    root,
    build: () => build(),
    holds(campaign) {
      const { output } = hardhat("test", "solidity", "--no-compile", "--grep", campaign);
      if (output.includes("1 passing") && !output.includes("failing")) return true;
      if (output.includes("1 failing") && output.includes(campaign)) return false;
      throw new Error(`The campaign did not run:\n${output}`);
    },
    withBuilt(files, run) {
      const infos = new Set(globSync("artifacts/build-info/*", { cwd: root }));
      const kept = [CACHE, ...files.map((file) => `artifacts/${file}`)];
      for (const path of kept) cpSync(join(root, path), join(root, "kept", path), { recursive: true });
      const before = bytecodeOf(files);
      try {
        build(...files);
        if (bytecodeOf(files) === before) throw new Error(`Nothing was compiled anew: ${files.join(", ")}`);
        return run();
      } finally {
        for (const path of kept) {
          rmSync(join(root, path), { recursive: true, force: true });
          cpSync(join(root, "kept", path), join(root, path), { recursive: true });
        }
        for (const path of globSync("artifacts/build-info/*", { cwd: root })) {
          if (!infos.has(path)) rmSync(join(root, path));
        }
        rmSync(join(root, "kept"), { recursive: true });
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };

  function bytecodeOf(files: readonly string[]): string {
    return files
      .flatMap((file) => globSync(`artifacts/${file}/*.json`, { cwd: root }).sort())
      .map((path) => readFileSync(join(root, path), "utf8"))
      .join();
  }
}
