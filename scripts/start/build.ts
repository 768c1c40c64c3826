/** The contracts' artifacts, the site and the empty databases, each built when its sources have changed. */
import { spawn } from "node:child_process";
import { existsSync, globSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { runCached } from "./cache.ts";
import { EMPTY_DATABASES } from "./empty-databases.ts";
import { TETHER } from "./part.ts";

const require = createRequire(import.meta.url);

/** The CLI script of an installed package. */
export function bin(pkg: string, path: string): string {
  return resolve(dirname(require.resolve(`${pkg}/package.json`)), path);
}

/** @param signal stops the build */
export function buildContracts(signal?: AbortSignal): Promise<boolean> {
  return runCached({
    name: "contracts",
    inputs: ["contracts/**/*.sol", "hardhat.config.ts", "package-lock.json"],
    output: "artifacts/contracts/market/EscrowVault.sol/EscrowVault.json",
    run: () => {
      dropArtifactsOfNothing();
      return run(
        "The contracts' build",
        [bin("hardhat", "dist/src/cli.js"), "build", "--no-tests", "--quiet"],
        signal,
      );
    },
  });
}

/** Of sources that are gone: Hardhat keeps them, and finds two contracts where another one has their name now. */
function dropArtifactsOfNothing(): void {
  for (const folder of globSync("artifacts/contracts/**/*.sol"))
    if (!existsSync(relative("artifacts", folder))) rmSync(folder, { recursive: true });
}

/** @param signal stops the build */
export function buildSite(signal?: AbortSignal): Promise<boolean> {
  return runCached({
    name: "site",
    inputs: [
      "web/**/*.{ts,tsx,css,html,js,svg}",
      "sdk/**/*.ts",
      "contracts/*.ts",
      "indexer/{*,figures/*,schema/**}.ts",
      "package-lock.json",
    ],
    output: "web/dist/index.html",
    run: () =>
      run("The site's build", [bin("vite", "bin/vite.js"), "build", "web", "--logLevel", "warn"], signal),
  });
}

/** @param signal stops the build */
export function buildDatabases(signal?: AbortSignal): Promise<boolean> {
  return runCached({
    name: "databases",
    inputs: ["package-lock.json"],
    output: `${EMPTY_DATABASES}/index`,
    run: () => run("Making the databases", [resolve("scripts/start/empty-databases.ts")], signal),
  });
}

/** Tethered, so that a build does not outlive whoever wanted it. */
function run(what: string, args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, ["--import", TETHER, ...args], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      signal,
    });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk));
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? settle() : reject(new Error(`${what} failed:\n${output}`))));
  });
}
