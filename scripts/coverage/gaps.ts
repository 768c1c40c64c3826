/** What no test has met: lines, and sides of requires. */
import type { FileCoverage } from "./report.ts";
import type { MetRequire } from "./sides.ts";

export interface Gap {
  readonly file: string;
  /** Of the line, from 1. */
  readonly number: number;
  /** A line without its indentation, or a require in one line. */
  readonly text: string;
  /** Of a require: what no test has seen it do. */
  readonly never?: "refuses" | "passes";
}

/** @param source The text of a file. */
export function uncoveredLines(files: readonly FileCoverage[], source: (file: string) => string): Gap[] {
  return files.flatMap(({ file, uncovered }) => {
    const lines = source(file).split("\n");
    return uncovered.map((number) => ({ file, number, text: (lines[number - 1] ?? "").trim() }));
  });
}

export function unmetSides(requires: readonly MetRequire[]): Gap[] {
  return requires.flatMap(({ file, line: number, text, ...met }) =>
    (["refuses", "passes"] as const)
      .filter((side) => !met[side])
      .map((never) => ({ file, number, text, never })),
  );
}
