/**
 * `npm run coverage`: which lines of the contracts their mocha tests run, and whether each `require` has been seen to refuse
 * and to let pass. Fails when a line that none runs, or a side that none meets, has no reason in
 * test/contracts/coverage-reasons.json, and when there is a reason for what is met.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyProject } from "./copy-project.ts";
import { uncoveredLines, unmetSides } from "./coverage/gaps.ts";
import { explain, reasonsSchema } from "./coverage/reasons.ts";
import { readReport, type FileCoverage } from "./coverage/report.ts";
import { spellOutRequires, type SpelledOut } from "./coverage/requires.ts";
import { readSides, type Sides } from "./coverage/sides.ts";
import { bin } from "./start/build.ts";

const REASONS = "test/contracts/coverage-reasons.json";

/** Tokens and wallets of the tests. */
const MOCKS = "contracts/mocks/";

const sides = measure();
const lines = sides.map((each) => each.lines);
const requires = sides.flatMap((each) => each.requires);
print(lines);
const both = requires.filter(({ refuses, passes }) => refuses && passes);
console.log(`\n${requires.length} requires, ${both.length} of them seen to refuse and to let pass.`);

const gaps = [...uncoveredLines(lines, (file) => readFileSync(file, "utf8")), ...unmetSides(requires)];
const reasons = reasonsSchema.parse(JSON.parse(readFileSync(REASONS, "utf8")));
const { explained, stale } = explain(gaps, reasons);
if (explained.length > 0) console.log("\nNot covered:");
for (const { file, number, text, never, reason } of explained) {
  console.log(`  ${file}:${number}  ${never ? `never ${never}: ` : ""}${text}`);
  console.log(`    ${reason ?? `NO REASON in ${REASONS}: write a test`}`);
}
for (const { file, line, never } of stale) {
  console.log(`\nCovered, or gone: ${file}  ${never ? `never ${never}: ` : ""}${line}`);
  console.log(`  Remove it from ${REASONS}.`);
}
process.exitCode = stale.length > 0 || explained.some(({ reason }) => !reason) ? 1 : 0;

/** In a copy: the contracts that are measured are others than those that are deployed. */
function measure(): Sides[] {
  const copy = copyProject(["contracts", "scripts", "sdk", "test/contracts"]);
  try {
    // The campaigns in Solidity would be compiled as well, and what these contracts cost says nothing.
    for (const left of globSync("test/contracts/**/{*.sol,cost.test.ts}", { cwd: copy })) {
      rmSync(join(copy, left));
    }
    const spelled = spellOut(copy);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [bin("hardhat", "dist/src/cli.js"), "test", "mocha", "--coverage"],
      { cwd: copy, encoding: "utf8", maxBuffer: 2 ** 26 },
    );
    if (status !== 0) throw new Error(`The tests fail: mend that first.\n${stdout}\n${stderr}`);
    return readReport(readFileSync(join(copy, "coverage/lcov.info"), "utf8"), stdout).flatMap((report) => {
      const text = spelled.get(report.file);
      return text === undefined ? [] : [readSides(report, text)];
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Writes the contracts of the copy so that each side of a require has a line. @returns what was written, by file */
function spellOut(copy: string): ReadonlyMap<string, SpelledOut> {
  const files = globSync("contracts/**/*.sol", { cwd: copy }).filter((file) => !file.startsWith(MOCKS));
  return new Map(
    files.map((file) => {
      const spelled = spellOutRequires(readFileSync(join(copy, file), "utf8"));
      writeFileSync(join(copy, file), spelled.text);
      return [file, spelled];
    }),
  );
}

function print(all: readonly FileCoverage[]): void {
  line("contract", "lines", "of", "statements");
  for (const { file, covered, uncovered, statements } of all) {
    const total = covered.length + uncovered.length;
    line(file, percent(covered.length, total), String(total), statements?.toFixed(1) ?? "");
  }
  const covered = all.reduce((sum, each) => sum + each.covered.length, 0);
  const total = all.reduce((sum, each) => sum + each.uncovered.length, covered);
  line("all", percent(covered, total), String(total), "");
}

function line(name: string, ...cells: readonly string[]): void {
  console.log(name.padEnd(52) + cells.map((cell) => cell.padStart(12)).join(""));
}

function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(1);
}
