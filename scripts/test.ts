/**
 * `npm test`: every suite, one after the other, and one closing line with their sum.
 * `npm test -- gateway web` runs the suites with these names.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { bin, buildContracts, buildSite } from "./start/build.ts";

interface Suite {
  readonly name: string;
  readonly args: readonly string[];
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const require = createRequire(import.meta.url);
const hardhat = resolve(dirname(require.resolve("hardhat/package.json")), "dist/src/cli.js");
const mocha = (name: string, ...files: string[]): Suite => ({
  name,
  args: [bin("mocha", "bin/mocha.js"), "--timeout", "120000", "--exit", ...files],
});

const suites: readonly Suite[] = [
  { name: "contracts", args: [hardhat, "test"] },
  mocha("scripts", "test/scripts/**/*.test.ts"),
  mocha("sdk", "test/sdk/**/*.test.ts"),
  mocha("services", "test/services/**/*.test.ts"),
  mocha("gateway", "test/gateway/**/*.test.ts"),
  mocha("indexer", "test/indexer/**/*.test.ts"),
  mocha("web", "test/web/**/*.test.ts"),
  mocha("stack", "test/stack/**/*.test.ts"),
  mocha("browser", "test/web/**/*.e2e.ts"),
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no suite ${unknown.join(", ")}. The suites: ${suites.map(({ name }) => name).join(" ")}`,
  );
  process.exit(2);
}

await buildContracts();
await buildSite();
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const suite of suites) {
  if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
  const started = performance.now();
  console.log(`\n── ${suite.name} ──`);
  const { passed, failed, skipped } = await run(suite);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  console.log(
    `${suite.name}: ${passed} passed, ${failed} failed in ${Math.round((performance.now() - started) / 1000)} s`,
  );
}
rmSync(".stoa/test", { recursive: true, force: true });
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`,
);
process.exit(total.failed === 0 ? 0 : 1);

/** Runs one suite with its output passed on. A suite that ends badly without counting a failure counts as one. */
function run(suite: Suite): Promise<Count> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [...suite.args], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk;
    });
    child.once("exit", (code) => {
      const failed = sum(output, "failing");
      settle({
        passed: sum(output, "passing"),
        failed: code === 0 ? failed : Math.max(failed, 1),
        skipped: sum(output, "pending") + sum(output, "skipped"),
      });
    });
  });
}

/** Adds up lines such as `  12 passing (3s)`. */
function sum(output: string, word: string): number {
  // oxlint-disable-next-line no-control-regex -- colours surround the figures
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  return [...plain.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, "gm"))].reduce(
    (all, [, count]) => all + Number(count),
    0,
  );
}
