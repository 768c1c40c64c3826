/**
 * `npm run anvil`: the contracts' mocha tests on a second EVM, Foundry's anvil, so that nothing leans on Hardhat's.
 * `npm run anvil -- test/contracts/vault/claim.test.ts` runs these files.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { findAnvil, HOW_TO_GET_ANVIL } from "./anvil/find-anvil.ts";
import { startAnvil } from "./anvil/start-anvil.ts";
import { bin, buildContracts } from "./start/build.ts";

const path = findAnvil();
if (!path) {
  console.error(HOW_TO_GET_ANVIL);
  process.exit(1);
}
// Whoever stops this stops anvil.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
await buildContracts();
const anvil = await startAnvil(path);
const hardhat = bin("hardhat", "dist/src/cli.js");
const tests = spawn(
  process.execPath,
  [hardhat, "--network", "anvil", "test", "mocha", "--no-compile", ...process.argv.slice(2)],
  { stdio: "inherit", env: { ...process.env, ANVIL_URL: anvil.url } },
);
const [code] = await once(tests, "exit");
await anvil.stop();
process.exit(code ?? 1);
