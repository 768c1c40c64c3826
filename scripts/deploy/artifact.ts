/** What the build has written about one contract. */
import { readFileSync } from "node:fs";
import { isHex, type Abi, type Hex } from "viem";
import { z } from "zod";

const hex = z.string().refine((value): value is Hex => isHex(value), "0x-prefixed hex");

const artifactSchema = z.object({
  abi: z.custom<Abi>(Array.isArray),
  bytecode: hex,
  deployedBytecode: hex,
  /** Where the constructor writes immutables into the code, by the compiler's own ids. */
  immutableReferences: z.record(z.string(), z.array(z.object({ start: z.number(), length: z.number() }))),
});
export type Artifact = z.output<typeof artifactSchema>;

/** Reads the artifact of `<folder>/<name>.sol`. Throws with the command that mends it when there is none. */
export function readArtifact(folder: string, name: string): Artifact {
  const path = new URL(`../../artifacts/contracts/${folder}/${name}.sol/${name}.json`, import.meta.url);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Error(`The contracts are not built (${name}): run \`npm run build\`.`);
  }
  return artifactSchema.parse(JSON.parse(text));
}
