/** Why a line of the contracts is not covered by a test. */
import { z } from "zod";
import type { FileCoverage } from "./report.ts";

export const reasonsSchema = z.array(
  z.object({
    file: z.string(),
    /** The line's text without its indentation: numbers move. */
    line: z.string(),
    reason: z.string().min(1),
  }),
);
export type Reason = z.output<typeof reasonsSchema>[number];

export interface Uncovered {
  readonly file: string;
  readonly number: number;
  readonly text: string;
  /** Undefined where nobody has given one. */
  readonly reason: string | undefined;
}

/** @param source The text of a file. */
export function explain(
  files: readonly FileCoverage[],
  reasons: readonly Reason[],
  source: (file: string) => string,
): { readonly uncovered: readonly Uncovered[]; readonly stale: readonly Reason[] } {
  const uncovered = files.flatMap(({ file, uncovered }) => {
    const lines = source(file).split("\n");
    return uncovered.map((number) => {
      const text = (lines[number - 1] ?? "").trim();
      const known = reasons.find((each) => each.file === file && each.line === text);
      return { file, number, text, reason: known?.reason };
    });
  });
  const stale = reasons.filter(
    ({ file, line }) => !uncovered.some((each) => each.file === file && each.text === line),
  );
  return { uncovered, stale };
}
