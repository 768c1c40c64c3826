/** What a caller sends to the compiler, and the standard JSON that solc takes. */
import { z } from "zod";

/** Bytes of source in one call. */
export const MAX_SOURCE_BYTES = 256 * 1024;
export const MAX_FILES = 50;

const EVM_VERSIONS = [
  "istanbul",
  "berlin",
  "london",
  "paris",
  "shanghai",
  "cancun",
  "prague",
  "osaka",
] as const;

export const compileInputSchema = z.object({
  source: z.string().min(1).optional().describe("One Solidity file. Give this or `sources`."),
  sources: z
    .record(z.string().min(1).max(200), z.string())
    .optional()
    .describe("Several files by path; they may import each other, and @openzeppelin/contracts."),
  optimizer: z
    .object({
      enabled: z.boolean().default(true),
      runs: z.number().int().min(1).max(4_294_967_295).default(200),
    })
    .default({ enabled: true, runs: 200 })
    .describe("Optimizer; `runs` weighs deployment cost against execution cost."),
  evmVersion: z.enum(EVM_VERSIONS).default("cancun").describe("EVM the code is for."),
  viaIR: z.boolean().default(false).describe("Compile through Yul: slower, often smaller code."),
  contract: z.string().max(200).optional().describe("Return only contracts of this name."),
});
export type CompileInput = z.output<typeof compileInputSchema>;

/** The sources by path, or what is wrong with them. */
export function sourcesOf({ source, sources }: CompileInput): Record<string, string> | string {
  if ((source === undefined) === (sources === undefined))
    return "Give either `source` (one file) or `sources` (several files by path).";
  const files = sources ?? { "Contract.sol": source ?? "" };
  const count = Object.keys(files).length;
  if (count === 0 || count > MAX_FILES) return `Give 1 to ${MAX_FILES} files; these are ${count}.`;
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > MAX_SOURCE_BYTES) return `The sources have ${bytes} bytes; the limit is ${MAX_SOURCE_BYTES}.`;
  return files;
}

/** https://docs.soliditylang.org/en/latest/using-the-compiler.html#compiler-input-and-output-json-description */
export function standardJson(input: CompileInput, files: Record<string, string>): string {
  return JSON.stringify({
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(files).map(([path, content]) => [path, { content }])),
    settings: {
      optimizer: input.optimizer,
      evmVersion: input.evmVersion,
      viaIR: input.viaIR,
      outputSelection: {
        "*": {
          "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object", "evm.methodIdentifiers"],
        },
      },
    },
  });
}
