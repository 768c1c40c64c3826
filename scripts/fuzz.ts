/**
 * `npm run fuzz`: the invariants of the contracts over 10,000 runs of 500 actions each, and 20,000 draws of every other
 * property; about three hours on two cores. `npm run fuzz -- 200` does 200 runs. Ends with what the market's campaign met.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** What a campaign has to meet to mean anything, by the actions that end it. */
const MET: Readonly<Record<string, readonly string[]>> = {
  "ended epochs": ["withdraw", "withdrawTo"],
  "exits of a gateway": ["withdrawBond"],
  "settled bond runs": ["settleRun"],
  "forced claims": ["forceFromBalance", "forceFromBond", "forceExact"],
};

const [runs = "10000"] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(runs)) {
  console.error(`How many runs? "${runs}" is no number.`);
  process.exit(2);
}

const hardhat = join(
  dirname(createRequire(import.meta.url).resolve("hardhat/package.json")),
  "dist/src/cli.js",
);
const child = spawn(process.execPath, [hardhat, "test", "solidity"], {
  env: { ...process.env, FUZZ_RUNS: runs },
  stdio: ["ignore", "pipe", "inherit"],
});
const done = new Map<string, number>();
let campaign = "";
for await (const line of createInterface({ input: child.stdout })) {
  console.log(line);
  campaign = /^ {2}(\w+)\(\): \d+ runs/.exec(line)?.[1] ?? campaign;
  const [, action, count] = /^ {4}(\w+) +(\d+) \/ +\d+$/.exec(line) ?? [];
  if (campaign === "invariant_marketBalances" && action !== undefined) done.set(action, Number(count));
}
const met = Object.entries(MET).map(([what, actions]) => {
  const times = actions.reduce((sum, action) => sum + (done.get(action) ?? 0), 0);
  return `${times.toLocaleString("en")} ${what}`;
});
console.log(`\n${Number(runs).toLocaleString("en")} runs a campaign met ${met.join(", ")}.`);
process.exitCode = child.exitCode ?? (await new Promise<number>((settle) => child.once("exit", settle)));
