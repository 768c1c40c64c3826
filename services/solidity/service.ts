/** The compiler's tools: compile, warnings, abi, bytecode_size. */
import { McpServer, type CallToolResult } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Service } from "../service.ts";
import { structured, toolError } from "../tool-result.ts";
import { compileInputSchema, sourcesOf, standardJson, type CompileInput } from "./compile-input.ts";
import { diagnosticSchema, readOutput, type Compilation } from "./compile-output.ts";
import { CompilerTimeoutError, createCompiler, type Compiler } from "./compiler.ts";

/** EIP-170 and EIP-3860, bytes. */
const RUNTIME_LIMIT = 24_576;
const CREATION_LIMIT = 49_152;

const named = { file: z.string(), name: z.string() };
const base = {
  success: z.boolean().describe("False when there is an error among the diagnostics."),
  diagnostics: z.array(diagnosticSchema),
};
const abi = z.array(z.record(z.string(), z.unknown())).describe("JSON ABI.");
const selectors = z.record(z.string(), z.string()).describe("Four-byte selectors by signature.");
const hints = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

export function createSolidityService(compiler: Compiler = createCompiler()): Service {
  async function compiled(
    input: CompileInput,
    answer: (compilation: Compilation) => Record<string, unknown>,
  ): Promise<CallToolResult> {
    const files = sourcesOf(input);
    if (typeof files === "string") return toolError(files);
    try {
      const compilation = readOutput(
        await compiler.compile(standardJson(input, files)),
        files,
        input.contract,
      );
      if (compilation.success && compilation.contracts.length === 0 && input.contract !== undefined)
        return toolError(`There is no contract "${input.contract}" in these sources.`);
      return structured({ success: compilation.success, ...answer(compilation) });
    } catch (error) {
      if (error instanceof CompilerTimeoutError)
        return toolError(
          "The compilation took too long and was stopped. Send fewer contracts, or leave viaIR off.",
        );
      throw error;
    }
  }

  return {
    createServer() {
      const server = new McpServer({ name: "stoa-solidity", version: "1.0.0", title: "Solidity compiler" });
      server.registerTool(
        "compile",
        {
          title: "Compile Solidity",
          description:
            "Compiles Solidity with solc 0.8.35 and returns ABI, bytecode, selectors and all diagnostics with file and line. Errors in the source are a result, not a failure.",
          inputSchema: compileInputSchema,
          outputSchema: z.object({
            ...base,
            contracts: z.array(
              z.object({
                ...named,
                abi,
                selectors,
                bytecode: z.string().describe("Creation code, hex."),
                runtimeBytecode: z.string().describe("Deployed code, hex."),
              }),
            ),
          }),
          annotations: hints,
        },
        (input) => compiled(input, ({ contracts, diagnostics }) => ({ contracts, diagnostics })),
      );
      server.registerTool(
        "warnings",
        {
          title: "Check Solidity",
          description:
            "Compiles and returns only what the compiler complains about: errors and warnings with code, file, line and column.",
          inputSchema: compileInputSchema.omit({ contract: true }),
          outputSchema: z.object(base),
          annotations: hints,
        },
        (input) => compiled(input, ({ diagnostics }) => ({ diagnostics })),
      );
      server.registerTool(
        "abi",
        {
          title: "ABI of Solidity contracts",
          description:
            "Compiles and returns the JSON ABI and the four-byte selectors of each contract, without code.",
          inputSchema: compileInputSchema,
          outputSchema: z.object({ ...base, contracts: z.array(z.object({ ...named, abi, selectors })) }),
          annotations: hints,
        },
        (input) =>
          compiled(input, ({ contracts, diagnostics }) => ({
            contracts: contracts.map(({ file, name, abi, selectors }) => ({ file, name, abi, selectors })),
            diagnostics,
          })),
      );
      server.registerTool(
        "bytecode_size",
        {
          title: "Size of Solidity contracts",
          description:
            "Compiles and returns each contract's code size in bytes, against the limits of EIP-170 (24,576 deployed) and EIP-3860 (49,152 creation).",
          inputSchema: compileInputSchema,
          outputSchema: z.object({
            ...base,
            contracts: z.array(
              z.object({
                ...named,
                runtimeBytes: z.number().int(),
                creationBytes: z.number().int(),
                fits: z.boolean().describe("Whether both sizes are within the limits."),
                headroom: z.number().int().describe("Bytes left under the limit of the deployed code."),
              }),
            ),
          }),
          annotations: hints,
        },
        (input) =>
          compiled(input, ({ contracts, diagnostics }) => ({
            contracts: contracts.map(sizeOf),
            diagnostics,
          })),
      );
      return server;
    },
    close: () => compiler.close(),
  };
}

function sizeOf({ file, name, bytecode, runtimeBytecode }: Compilation["contracts"][number]) {
  const runtimeBytes = (runtimeBytecode.length - 2) / 2;
  const creationBytes = (bytecode.length - 2) / 2;
  const fits = runtimeBytes <= RUNTIME_LIMIT && creationBytes <= CREATION_LIMIT;
  return { file, name, runtimeBytes, creationBytes, fits, headroom: RUNTIME_LIMIT - runtimeBytes };
}
