/** What the build has written about one contract. */
import { readFileSync } from "node:fs";
import { isHex, type Abi, type Address, type Hex } from "viem";
import { z } from "zod";

const hex = z.string().refine((value): value is Hex => isHex(value), "0x-prefixed hex");

const place = z.object({ start: z.number(), length: z.number() });
/** By source file and library: where its address belongs, in bytes from the start. */
const places = z.record(z.string(), z.record(z.string(), z.array(place)));

const builtSchema = z.object({
  abi: z.custom<Abi>(Array.isArray),
  bytecode: z.string(),
  deployedBytecode: z.string(),
  linkReferences: places,
  deployedLinkReferences: places,
  /** Where the constructor writes immutables into the code, by the compiler's own ids. */
  immutableReferences: z.record(z.string(), z.array(place)),
});
type Places = z.output<typeof places>;

export interface Artifact {
  readonly abi: Abi;
  readonly bytecode: Hex;
  readonly deployedBytecode: Hex;
  readonly immutableReferences: z.output<typeof builtSchema>["immutableReferences"];
}

export interface ArtifactOptions {
  /** The npm package that the contract is taken from; our contracts/ without it. */
  readonly from?: string | undefined;
  /** Addresses of the libraries that it calls, by name. */
  readonly libraries?: Readonly<Record<string, Address>> | undefined;
}

/** Reads the artifact of `<folder>/<name>.sol`, linked. Throws with the command that mends it when there is none. */
export function readArtifact(
  folder: string,
  name: string,
  { from = "contracts", libraries = {} }: ArtifactOptions = {},
): Artifact {
  const path = new URL(`../../artifacts/${from}/${folder}/${name}.sol/${name}.json`, import.meta.url);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Error(`The contracts are not built (${name}): run \`npm run build\`.`);
  }
  const built = builtSchema.parse(JSON.parse(text));
  return {
    abi: built.abi,
    bytecode: link(built.bytecode, built.linkReferences, libraries),
    deployedBytecode: link(built.deployedBytecode, built.deployedLinkReferences, libraries),
    immutableReferences: built.immutableReferences,
  };
}

function link(code: string, references: Places, libraries: Readonly<Record<string, Address>>): Hex {
  const linked = Object.values(references)
    .flatMap((names) => Object.entries(names))
    .flatMap(([name, found]) => found.map(({ start }) => ({ start, address: addressOf(name, libraries) })))
    .reduce((text, { start, address }) => {
      const at = 2 + 2 * start;
      return text.slice(0, at) + address.slice(2).toLowerCase() + text.slice(at + 40);
    }, code);
  return hex.parse(linked);
}

function addressOf(name: string, libraries: Readonly<Record<string, Address>>): Address {
  const found = libraries[name];
  if (found === undefined) throw new Error(`The address of library ${name} is missing.`);
  return found;
}
