/** Why no test meets a line of the contracts, or a side of a `require`. */
import { z } from "zod";
import type { Gap } from "./gaps.ts";

export const reasonsSchema = z.array(
  z.object({
    file: z.string(),
    /** The line's text without its indentation, or the require in one line: numbers move. */
    line: z.string(),
    /** Of a require: what no test sees it do. */
    never: z.enum(["refuses", "passes"]).optional(),
    reason: z.string().min(1),
  }),
);
export type Reason = z.output<typeof reasonsSchema>[number];

export interface Explained extends Gap {
  /** Undefined where nobody has given one. */
  readonly reason: string | undefined;
}

/** @returns stale: reasons for what is covered, or gone */
export function explain(
  gaps: readonly Gap[],
  reasons: readonly Reason[],
): { readonly explained: readonly Explained[]; readonly stale: readonly Reason[] } {
  const explained = gaps.map((gap) => ({
    ...gap,
    reason: reasons.find((reason) => isAbout(reason, gap))?.reason,
  }));
  return { explained, stale: reasons.filter((reason) => !gaps.some((gap) => isAbout(reason, gap))) };
}

function isAbout(reason: Reason, gap: Gap): boolean {
  return reason.file === gap.file && reason.line === gap.text && reason.never === gap.never;
}
