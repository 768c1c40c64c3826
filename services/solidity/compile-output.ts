/** solc's standard JSON output, and what callers get of it. */
import { z } from "zod";

export const diagnosticSchema = z.object({
  severity: z.enum(["error", "warning", "info"]),
  code: z.string().describe("solc's error code; empty when it gives none."),
  message: z.string(),
  file: z.string().optional(),
  line: z.number().int().optional().describe("Counted from 1."),
  column: z.number().int().optional().describe("Counted from 1, in characters."),
});
export type Diagnostic = z.output<typeof diagnosticSchema>;

const outputSchema = z.object({
  errors: z
    .array(
      z.object({
        severity: z.enum(["error", "warning", "info"]),
        errorCode: z.string().optional(),
        message: z.string(),
        sourceLocation: z.object({ file: z.string(), start: z.number() }).optional(),
      }),
    )
    .default([]),
  contracts: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          abi: z.array(z.record(z.string(), z.unknown())),
          evm: z.object({
            bytecode: z.object({ object: z.string() }),
            deployedBytecode: z.object({ object: z.string() }),
            methodIdentifiers: z.record(z.string(), z.string()),
          }),
        }),
      ),
    )
    .default({}),
});

export interface CompiledContract {
  readonly file: string;
  readonly name: string;
  readonly abi: Record<string, unknown>[];
  /** Hex with 0x; library placeholders stay in it. */
  readonly bytecode: string;
  readonly runtimeBytecode: string;
  /** Four-byte selectors by signature. */
  readonly selectors: Record<string, string>;
}

export interface Compilation {
  readonly success: boolean;
  readonly contracts: CompiledContract[];
  readonly diagnostics: Diagnostic[];
}

/** Of the caller's own files and, when named, the one contract; a library's contracts are left out. */
export function readOutput(
  text: string,
  files: Readonly<Record<string, string>>,
  contract: string | undefined,
): Compilation {
  const output = outputSchema.parse(JSON.parse(text));
  const diagnostics = output.errors.map(({ severity, errorCode = "", message, sourceLocation }) => ({
    severity,
    code: errorCode,
    message,
    ...positionOf(sourceLocation, files),
  }));
  const contracts = Object.entries(output.contracts)
    .filter(([file]) => file in files)
    .flatMap(([file, named]) =>
      Object.entries(named).map(([name, { abi, evm }]) => ({
        file,
        name,
        abi,
        bytecode: `0x${evm.bytecode.object}`,
        runtimeBytecode: `0x${evm.deployedBytecode.object}`,
        selectors: Object.fromEntries(
          Object.entries(evm.methodIdentifiers).map(([signature, selector]) => [signature, `0x${selector}`]),
        ),
      })),
    )
    .filter(({ name }) => contract === undefined || name === contract);
  return { success: !diagnostics.some(({ severity }) => severity === "error"), contracts, diagnostics };
}

/** solc counts bytes of UTF-8 from the file's start. */
function positionOf(
  location: { file: string; start: number } | undefined,
  files: Readonly<Record<string, string>>,
): Pick<Diagnostic, "file" | "line" | "column"> {
  if (!location) return {};
  const source = files[location.file];
  if (source === undefined || location.start < 0) return { file: location.file };
  const before = Buffer.from(source).subarray(0, location.start).toString("utf8").split("\n");
  return { file: location.file, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
