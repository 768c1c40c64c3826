/**
 * `npm run coverage`: which lines and statements of the contracts their mocha tests run. Fails when a line that none
 * runs has no reason in test/contracts/coverage-reasons.json, and when a reason's line is covered.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { copyProject } from "./copy-project.ts";
import { explain, reasonsSchema } from "./coverage/reasons.ts";
import { readReport, type FileCoverage } from "./coverage/report.ts";
import { bin } from "./start/build.ts";

const REASONS = "test/contracts/coverage-reasons.json";

/** Tokens and wallets of the tests. */
const MOCKS = "contracts/mocks/";

const files = measure().filter(({ file }) => file.startsWith("contracts/") && !file.startsWith(MOCKS));
print(files);
const reasons = reasonsSchema.parse(JSON.parse(readFileSync(REASONS, "utf8")));
const { uncovered, stale } = explain(files, reasons, (file) => readFileSync(file, "utf8"));
if (uncovered.length > 0) console.log("\nNot covered:");
for (const { file, number, text, reason } of uncovered) {
  console.log(`  ${file}:${number}  ${text}\n    ${reason ?? `NO REASON in ${REASONS}: write a test`}`);
}
for (const { file, line } of stale)
  console.log(`\nCovered, or gone: ${file}  ${line}\n  Remove it from ${REASONS}.`);
process.exitCode = stale.length > 0 || uncovered.some(({ reason }) => !reason) ? 1 : 0;

/** In a copy: the contracts that are measured are others than those that are deployed. */
function measure(): FileCoverage[] {
  const copy = copyProject(["contracts", "scripts", "sdk", "test/contracts"]);
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [bin("hardhat", "dist/src/cli.js"), "test", "mocha", "--coverage"],
      { cwd: copy, encoding: "utf8", maxBuffer: 2 ** 26 },
    );
    if (status !== 0) throw new Error(`The tests fail: mend that first.\n${stdout}\n${stderr}`);
    return readReport(readFileSync(join(copy, "coverage/lcov.info"), "utf8"), stdout);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function print(all: readonly FileCoverage[]): void {
  line("contract", "lines", "of", "statements");
  for (const { file, covered, uncovered, statements } of all) {
    const lines = covered.length + uncovered.length;
    line(file, percent(covered.length, lines), String(lines), statements?.toFixed(1) ?? "");
  }
  const covered = all.reduce((sum, each) => sum + each.covered.length, 0);
  const lines = all.reduce((sum, each) => sum + each.uncovered.length, covered);
  line("all", percent(covered, lines), String(lines), "");
}

function line(name: string, ...cells: readonly string[]): void {
  console.log(name.padEnd(52) + cells.map((cell) => cell.padStart(12)).join(""));
}

function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(1);
}
