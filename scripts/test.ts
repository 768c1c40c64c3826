/**
 * `npm test`: every suite, three at a time, and one closing line with their sum.
 * `npm test -- gateway web` runs the suites with these names.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findAnvil, HOW_TO_GET_ANVIL } from "./anvil/find-anvil.ts";
import { bin, buildContracts, buildDatabases, buildSite } from "./start/build.ts";
import { countTests } from "./test/count-tests.ts";
import { createTurns, type Turn } from "./test/turns.ts";

interface Suite {
  readonly name: string;
  readonly args: readonly string[];
  /** Why it cannot run on this machine. */
  readonly missing?: string | undefined;
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** Milliseconds that the output of a suite may take to arrive after its end. */
const LAST_WORDS = 2_000;

const require = createRequire(import.meta.url);
const hardhat = resolve(dirname(require.resolve("hardhat/package.json")), "dist/src/cli.js");
const mocha = (name: string, ...files: string[]): Suite => ({
  name,
  args: [bin("mocha", "bin/mocha.js"), "--timeout", "120000", "--exit", ...files],
});

const anvil: Suite = {
  name: "anvil",
  args: ["scripts/anvil.ts"],
  missing: findAnvil() ? undefined : HOW_TO_GET_ANVIL,
};

/**
 * One stack for all. The DAO's walks change what things cost and move the clock by months: they come after all others, in the
 * order of their names. The last looks at the pages that no walk has opened.
 */
const BROWSER = ["test/web/!(website).e2e.ts", "test/web/dao/*.e2e.ts", "test/web/website.e2e.ts"];

/**
 * Each lane runs its suites one after the other, beside the others: the first computes all the time, the others also wait for blocks
 * and for processes that start, so that there are more of them than cores. Anvil's suite needs what the contracts' has compiled.
 */
const lanes: readonly (readonly Suite[])[] = [
  [
    { name: "contracts", args: [hardhat, "test"] },
    anvil,
    mocha("sdk", "test/sdk/**/*.test.ts"),
    mocha("web", "test/web/**/*.test.ts"),
    mocha("scripts", "test/scripts/**/*.test.ts"),
    mocha("services", "test/services/**/*.test.ts"),
  ],
  [mocha("browser", ...BROWSER)],
  [
    mocha("stack", "test/stack/**/*.test.ts"),
    mocha("indexer", "test/indexer/**/*.test.ts"),
    mocha("gateway", "test/gateway/**/*.test.ts"),
  ],
];
const suites = lanes.flat();

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no suite ${unknown.join(", ")}. The suites: ${suites.map(({ name }) => name).join(" ")}`,
  );
  process.exit(2);
}

await buildContracts();
await Promise.all([buildSite(), buildDatabases()]);
const total: Count = { passed: 0, failed: 0, skipped: 0 };
const beginTurn = createTurns((text) => process.stdout.write(text));
await Promise.all(lanes.map(runLane));
rmSync(".stoa/test", { recursive: true, force: true });
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`,
);
process.exit(total.failed === 0 ? 0 : 1);

async function runLane(lane: readonly Suite[]): Promise<void> {
  for (const suite of lane) {
    if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
    const turn = beginTurn();
    const started = performance.now();
    turn.write(`\n── ${suite.name} ──\n`);
    const { passed, failed, skipped } = await run(suite, turn);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const seconds = Math.round((performance.now() - started) / 1000);
    turn.write(`${suite.name}: ${passed} passed, ${failed} failed in ${seconds} s\n`);
    turn.end();
  }
}

/**
 * Runs one suite with its output passed on. A suite that ends badly without counting a failure counts as one. In CI
 * none is left out for what the machine lacks.
 */
function run({ args, missing }: Suite, turn: Turn): Promise<Count> {
  if (missing && process.env["CI"] !== "true") {
    turn.write(`${missing}\n`);
    return Promise.resolve({ passed: 0, failed: 0, skipped: 1 });
  }
  return new Promise((settle) => {
    const child = spawn(process.execPath, [...args], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      turn.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => turn.write(text));
    const closed = once(child, "close");
    child.once("exit", async (code) => {
      // What it said last may arrive after its exit; what outlives it may hold the pipe open.
      await Promise.race([closed, delay(LAST_WORDS, undefined, { ref: false })]);
      const failed = countTests(output, "failing");
      settle({
        passed: countTests(output, "passing"),
        failed: code === 0 ? failed : Math.max(failed, 1),
        skipped: countTests(output, "pending", "skipped"),
      });
    });
  });
}
