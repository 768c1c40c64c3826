/**
 * `npm run gas`: gas of whole transactions on a chain in memory, beside the peers' and the goals. `npm run gas -- --json` prints the
 * measurements alone, as one object from operation to gas. `npm run gas -- --readme` writes them into contracts/README.md as well.
 */
import { parseArgs } from "node:util";
import { measureCourt } from "./gas/measure-court.ts";
import { measureDao } from "./gas/measure-dao.ts";
import { measure, type Measurements } from "./gas/measure.ts";
import { GOALS, peersOf, PEERS } from "./gas/peers.ts";
import { writeTable } from "./readme-table.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, readme: { type: "boolean", default: false } },
});

const measured = { ...(await measure()), ...(await measureCourt()), ...(await measureDao()) };
if (values.json) console.log(JSON.stringify(measured));
else print(measured);
if (values.readme) {
  writeTable(new URL("../contracts/README.md", import.meta.url), "gas", markdownTable(measured));
}

function print(ours: Measurements): void {
  const peers = Object.keys(PEERS);
  line("operation", ["ours", "goal", ...peers]);
  for (const [operation, gas] of Object.entries(ours)) {
    const theirs = peersOf(operation);
    line(operation, [figure(gas), goalOf(operation, gas), ...peers.map((name) => figure(theirs[name]))]);
  }
}

function markdownTable(ours: Measurements): string {
  const rows = Object.entries(ours).map(([operation, gas]) => {
    const theirs = Object.entries(peersOf(operation)).map(([name, amount]) => `${name} ${figure(amount)}`);
    return `| ${[operation, figure(gas), goalOf(operation, gas), theirs.join(", ")].join(" | ")} |`;
  });
  return ["| operation | gas | goal | peers |", "|---|---|---|---|", ...rows].join("\n");
}

function goalOf(operation: string, gas: number): string {
  const goal = GOALS[operation];
  return goal === undefined ? "" : `${gas > goal ? "over " : ""}${figure(goal)}`;
}

function figure(gas: number | undefined): string {
  return gas === undefined ? "" : Math.round(gas).toLocaleString("en");
}

function line(operation: string, cells: readonly string[]): void {
  console.log(
    operation.padEnd(52) + cells.map((cell) => cell.padStart(Math.max(cell.length + 2, 12))).join(""),
  );
}
