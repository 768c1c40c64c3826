/** The chain reader's tools, on one chain. */
import { McpServer, type CallToolResult } from "@modelcontextprotocol/server";
import {
  BaseError,
  createPublicClient,
  erc20Abi,
  formatEther,
  formatUnits,
  http,
  isAddress,
  isHex,
  type Address,
  type Hex,
  type PublicClient,
} from "viem";
import { z } from "zod";
import type { Service } from "../service.ts";
import { structured, toolError } from "../tool-result.ts";
import { abiSchema, findFunction, KNOWN_ABIS, readAbi, readArguments, toJson } from "./abi.ts";
import { decodeCalldata, decodeLog } from "./decode.ts";

const address = z
  .string()
  .refine((value): value is Address => isAddress(value, { strict: false }), "an address");
const hex = z
  .string()
  .max(1_000_000)
  .refine((value): value is Hex => isHex(value) && value.length % 2 === 0, "0x-prefixed hex, whole bytes");
const hash = hex.refine((value) => value.length === 66, "32 bytes of hex");
const blockNumber = z
  .string()
  .regex(/^\d{1,20}$/)
  .optional()
  .describe("Block to read at; the newest when absent.");
const decodedSchema = z.object({
  name: z.string(),
  selector: z.string(),
  source: z.string().optional().describe("The known contract it was recognised by."),
  arguments: z.array(z.object({ name: z.string(), type: z.string(), value: z.unknown() })),
});
const hints = { readOnlyHint: true, idempotentHint: true, openWorldHint: true };

export function createChainService(rpcUrl: string): Service {
  const client: PublicClient = createPublicClient({
    transport: http(rpcUrl, { retryCount: 1, timeout: 10_000 }),
  });
  return {
    createServer() {
      const server = new McpServer({ name: "stoa-chain", version: "1.0.0", title: "Chain reader" });
      addDecoders(server);
      addReaders(server, client);
      return server;
    },
    close: async () => undefined,
  };
}

function addDecoders(server: McpServer): void {
  server.registerTool(
    "decode_calldata",
    {
      title: "Decode calldata",
      description: `Names the function and arguments in a transaction's input. Without an ABI it knows ${Object.keys(KNOWN_ABIS).length} contracts: Stoa's, ERC-20 and ERC-721.`,
      inputSchema: z.object({ data: hex, abi: abiSchema.optional() }),
      outputSchema: decodedSchema,
      annotations: { ...hints, openWorldHint: false },
    },
    ({ data, abi }) =>
      answer(async () => {
        if (data.length < 10) throw new RangeError("Calldata starts with a selector of four bytes.");
        const decoded = decodeCalldata(data, abi && readAbi(abi));
        if (!decoded)
          throw new RangeError(
            `No ABI here fits selector ${data.slice(0, 10)}. Send the contract's \`abi\`.`,
          );
        return { ...decoded };
      }),
  );
  server.registerTool(
    "decode_log",
    {
      title: "Decode a log",
      description: "Names the event and arguments of a log, by your ABI or the known contracts.",
      inputSchema: z.object({
        topics: z.array(hash).min(1).max(4),
        data: hex.default("0x"),
        abi: abiSchema.optional(),
      }),
      outputSchema: decodedSchema,
      annotations: { ...hints, openWorldHint: false },
    },
    ({ topics, data, abi }) =>
      answer(async () => {
        const decoded = decodeLog(topics, data, abi && readAbi(abi));
        if (!decoded)
          throw new RangeError(`No ABI here fits topic ${topics[0]}. Send the contract's \`abi\`.`);
        return { ...decoded };
      }),
  );
}

function addReaders(server: McpServer, client: PublicClient): void {
  server.registerTool(
    "read_contract",
    {
      title: "Read a contract",
      description: "Calls a view function and returns what it returns; whole numbers come as decimal text.",
      inputSchema: z.object({
        address,
        abi: abiSchema,
        function: z.string().max(200).describe("Name, or signature where a name has several forms."),
        args: z.array(z.unknown()).max(50).default([]),
        blockNumber,
      }),
      outputSchema: z.object({ function: z.string(), result: z.unknown() }),
      annotations: hints,
    },
    (input) =>
      answer(async () => {
        const item = findFunction(readAbi(input.abi), input.function);
        const result = await client.readContract({
          address: input.address,
          abi: [item],
          functionName: item.name,
          args: readArguments(item.inputs, input.args),
          ...at(input.blockNumber),
        });
        return { function: item.name, result: toJson(result) ?? null };
      }),
  );
  server.registerTool(
    "balance",
    {
      title: "Balance of an account",
      description:
        "The native balance of an address, or its balance of an ERC-20 token with symbol and decimals.",
      inputSchema: z.object({ address, token: address.optional(), blockNumber }),
      outputSchema: z.object({
        balance: z.string().describe("Base units."),
        formatted: z.string(),
        symbol: z.string(),
        decimals: z.number().int(),
      }),
      annotations: hints,
    },
    (input) =>
      answer(async () => {
        const where = at(input.blockNumber);
        if (!input.token) {
          const balance = await client.getBalance({ address: input.address, ...where });
          return {
            balance: balance.toString(),
            formatted: formatEther(balance),
            symbol: "ETH",
            decimals: 18,
          };
        }
        const token = { address: input.token, abi: erc20Abi, ...where } as const;
        const [balance, symbol, decimals] = await Promise.all([
          client.readContract({ ...token, functionName: "balanceOf", args: [input.address] }),
          client.readContract({ ...token, functionName: "symbol" }),
          client.readContract({ ...token, functionName: "decimals" }),
        ]);
        return { balance: balance.toString(), formatted: formatUnits(balance, decimals), symbol, decimals };
      }),
  );
  server.registerTool(
    "block",
    {
      title: "A block",
      description: "Number, hash, time, gas and transaction hashes of a block; the newest without a number.",
      inputSchema: z.object({ blockNumber }),
      outputSchema: z.looseObject({ number: z.string(), hash: z.string(), timestamp: z.string() }),
      annotations: hints,
    },
    (input) =>
      answer(async () => {
        const { number, hash, parentHash, timestamp, gasUsed, gasLimit, baseFeePerGas, transactions } =
          await client.getBlock(at(input.blockNumber));
        return toJson({
          number,
          hash,
          parentHash,
          timestamp,
          gasUsed,
          gasLimit,
          baseFeePerGas,
          transactions,
        }) as Record<string, unknown>;
      }),
  );
  server.registerTool(
    "transaction",
    {
      title: "A transaction, decoded",
      description: "A transaction with its receipt; input and logs decoded where an ABI is known.",
      inputSchema: z.object({ hash, abi: abiSchema.optional() }),
      outputSchema: z.looseObject({ hash: z.string(), status: z.string() }),
      annotations: hints,
    },
    (input) =>
      answer(async () => {
        const abi = input.abi && readAbi(input.abi);
        const [transaction, receipt] = await Promise.all([
          client.getTransaction({ hash: input.hash }),
          client.getTransactionReceipt({ hash: input.hash }),
        ]);
        const { from, to, value, blockNumber, nonce } = transaction;
        return toJson({
          hash: input.hash,
          status: receipt.status,
          blockNumber,
          from,
          to,
          value,
          nonce,
          gasUsed: receipt.gasUsed,
          contractAddress: receipt.contractAddress ?? undefined,
          input: decodeCalldata(transaction.input, abi) ?? transaction.input,
          logs: receipt.logs.map(({ address, topics, data }) => ({
            address,
            event: decodeLog(topics, data, abi) ?? { topics, data },
          })),
        }) as Record<string, unknown>;
      }),
  );
}

function at(number: string | undefined): { blockNumber?: bigint } {
  return number === undefined ? {} : { blockNumber: BigInt(number) };
}

/** The caller's mistakes and the chain's refusals are tool errors in one sentence; anything else is a bug. */
async function answer(read: () => Promise<Record<string, unknown>>): Promise<CallToolResult> {
  try {
    return structured(await read());
  } catch (error) {
    if (error instanceof BaseError) return toolError(error.shortMessage);
    if (error instanceof RangeError || error instanceof TypeError) return toolError(error.message);
    throw error;
  }
}
