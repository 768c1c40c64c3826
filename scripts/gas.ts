/**
 * `npm run gas`: gas of whole transactions on a chain in memory, beside the peers' and the goals.
 * `npm run gas -- --json` prints the measurements alone, as one object from operation to gas.
 */
import { parseArgs } from "node:util";
import { measure, type Measurements } from "./gas/measure.ts";
import { GOALS, PEERS } from "./gas/peers.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

const measured = await measure();
if (values.json) console.log(JSON.stringify(measured));
else print(measured);

function print(ours: Measurements): void {
  const peers = Object.entries(PEERS) as [string, Readonly<Record<string, number>>][];
  line("operation", ["ours", "goal", ...peers.map(([name]) => name)]);
  for (const [operation, gas] of Object.entries(ours)) {
    const goal = GOALS[operation];
    const [kind = operation] = operation.split(":");
    const theirs = peers.map(([, figures]) => figure(figures[kind]));
    line(operation, [
      figure(gas),
      goal === undefined ? "" : `${gas > goal ? "over " : ""}${figure(goal)}`,
      ...theirs,
    ]);
  }
}

function figure(gas: number | undefined): string {
  return gas === undefined ? "" : Math.round(gas).toLocaleString("en");
}

function line(operation: string, cells: readonly string[]): void {
  console.log(
    operation.padEnd(52) + cells.map((cell) => cell.padStart(Math.max(cell.length + 2, 12))).join(""),
  );
}
