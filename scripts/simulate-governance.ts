/**
 * `npm run simulate:governance`: how many persons a whale needs to be louder than the honest members, with the cap on what
 * counts and without, by the contracts' own formula on a chain in memory. `-- --plot PATH` says where the plot goes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { drawCrowds } from "./simulate/crowds.ts";
import { drawCurves, type Curve } from "./simulate/draw.ts";
import { whaleCounter, whaleTable, type Count, type Row } from "./simulate/whales.ts";

/** Whole STOA. */
const WHALES = [10e6, 20e6, 35e6, 50e6, 75e6, 100e6, 150e6, 200e6, 300e6, 400e6, 500e6];

const { values } = parseArgs({ options: { plot: { type: "string", default: ".stoa/governance.svg" } } });

const count = await whaleCounter();
print(await whaleTable(count));
mkdirSync(dirname(values.plot), { recursive: true });
writeFileSync(values.plot, drawCurves(await curves(count)));
console.log(`\nPlotted in ${values.plot}.`);
process.exit(0);

function print(rows: readonly Row[]): void {
  line(["honest members / their STOA", "whale's STOA", "no cap", "cap 0.01 %"]);
  for (const { members, tokens, whale, uncapped, capped } of rows) {
    line([
      `${members.toLocaleString("en")} / ${millions(tokens)}`,
      millions(whale),
      uncapped.toLocaleString("en"),
      capped.toLocaleString("en"),
    ]);
  }
}

async function curves(count: Count): Promise<Curve[]> {
  const drawn: Curve[] = [];
  for (const crowd of drawCrowds()) {
    const needed = [];
    for (const whale of WHALES) needed.push([whale, await count(crowd, whale)] as const);
    const label = `${crowd.members.toLocaleString("en")} / ${millions(crowd.tokens)}`;
    drawn.push(
      { label: `${label}, cap`, capped: true, points: needed.map(([whale, { capped }]) => [whale, capped]) },
      {
        label: `${label}, no cap`,
        capped: false,
        points: needed.map(([whale, { uncapped }]) => [whale, uncapped]),
      },
    );
  }
  return drawn;
}

function millions(tokens: number): string {
  return `${(tokens / 1e6).toLocaleString("en")} M`;
}

function line(cells: readonly string[]): void {
  console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(30) : cell.padStart(14))).join(""));
}
