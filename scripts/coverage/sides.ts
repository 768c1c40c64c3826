/** A report on contracts whose requires are spelled out, in the lines of the contracts as they are. */
import type { FileCoverage } from "./report.ts";
import type { SpelledOut } from "./requires.ts";

/** A `require`, and which of its sides a test has met. */
export interface MetRequire {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly refuses: boolean;
  readonly passes: boolean;
}

export interface Sides {
  readonly lines: FileCoverage;
  readonly requires: readonly MetRequire[];
}

/** A side is met when the line that stands for it is covered, in a transaction that reverts as in any other. */
export function readSides(report: FileCoverage, { origins, requires }: SpelledOut): Sides {
  const covered = new Set(report.covered);
  const sides = new Set(requires.flatMap(({ refusing, accepting }) => [refusing, accepting]));
  const linesOf = (numbers: readonly number[]) =>
    new Set(numbers.filter((number) => !sides.has(number)).map((number) => origins[number - 1]!));
  const uncovered = linesOf(report.uncovered);
  return {
    lines: {
      ...report,
      // A source line that has become several is covered when all of them are.
      covered: [...linesOf(report.covered).difference(uncovered)],
      uncovered: [...uncovered],
    },
    requires: requires.map(({ line, text, refusing, accepting }) => ({
      file: report.file,
      line,
      text,
      refuses: covered.has(refusing),
      passes: covered.has(accepting),
    })),
  };
}
