import { globSync, readFileSync } from "node:fs";
import { z } from "zod";

const mutantSchema = z.object({
  fault: z.string(),
  file: z.string(),
  /** One place in the file, word for word. */
  from: z.string(),
  to: z.string(),
  /** The one of its campaign's prose (INVARIANTS*.md) that it breaks. */
  invariant: z.number().int(),
  campaign: z.string().default("invariant_marketBalances"),
});
/** A fault of one place, which its campaign has to notice. */
export type Mutant = z.output<typeof mutantSchema>;

/** Throws when a file of test/mutants/ holds something else. */
export function readMutants(): Mutant[] {
  const files = globSync("test/mutants/*.json");
  return z
    .array(mutantSchema)
    .parse(files.flatMap((path) => JSON.parse(readFileSync(path, "utf8")) as unknown[]));
}

/** The source with the fault in it. Throws when the place that it changes is not there once. */
export function withFault(source: string, { fault, file, from, to }: Mutant): string {
  const places = source.split(from).length - 1;
  if (places !== 1) throw new Error(`"${fault}": "${from}" is in ${file} ${places} times, not once.`);
  return source.replace(from, () => to);
}
