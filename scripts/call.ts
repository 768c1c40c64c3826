/**
 * `npm run call -- stoa/chart render '{"type":"bar",…}'`: one paid call on a running local stack. Makes a key, has the
 * demo's consumer grant it an allowance, pays, and prints answer and receipt. Images are written to .stoa/answers/.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatUnits } from "viem";
import { PAYMENT_RESPONSE_META } from "../contracts/payment.ts";
import { withPayment } from "../sdk/mcp-with-payment.ts";
import { readPaymentResponse } from "../sdk/receipt.ts";
import { connectService } from "./agents/connect-service.ts";
import { findServices } from "./agents/find-services.ts";
import { readGatewayConfig, type GatewayConfig } from "./agents/gateway-config.ts";
import { openPurse } from "./agents/open-purse.ts";
import { connect } from "./deploy/client.ts";
import { demoAccount } from "./start/accounts.ts";

const CONSUMER = 5;
const ALLOWANCE = { cap: 1_000_000n, maxPerCall: 500_000n, life: 3_600n };
const ANSWERS = ".stoa/answers";
const USAGE = `npm run call -- SERVICE TOOL ['{"argument": …}'] [--gateway URL] [--rpc URL]`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    gateway: { type: "string", default: process.env["GATEWAY_URL"] ?? "http://localhost:4000" },
    rpc: { type: "string" },
  },
});

try {
  const [service, tool, json = "{}"] = positionals;
  if (!service || !tool) throw new Error(`Say which service and tool: ${USAGE}`);
  await call(service, tool, readArguments(json));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function call(serviceName: string, tool: string, args: Record<string, unknown>): Promise<void> {
  const config = await readGatewayConfig(values.gateway);
  if (!config.local)
    throw new Error("This pays with a key that everybody knows: it works on the local chain only.");
  const services = await findServices(config.mcpUrl, "");
  const service = services.find(({ name }) => name === serviceName);
  if (!service) throw new Error(`There is no service ${serviceName}. There are: ${names(services)}.`);

  const consumer = await connect(values.rpc ?? new URL("/rpc", values.gateway).href, demoAccount(CONSUMER));
  const purse = await openPurse(consumer, config, ALLOWANCE);
  console.log(`Key ${purse.key} may spend ${money(ALLOWANCE.cap, config)} of ${purse.payer}, for an hour.`);

  const client = await connectService(service.url);
  try {
    const result = await withPayment(client, purse).callTool({ name: tool, arguments: args });
    for (const block of result.content) show(block);
    if (result.isError) process.exitCode = 1;
    showReceipt(result._meta?.[PAYMENT_RESPONSE_META], config);
  } finally {
    await client.close();
  }
}

function readArguments(json: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // The same advice as for JSON that is no object.
  }
  throw new Error(`The tool's arguments are a JSON object in single quotes, such as '{"source":"…"}'.`);
}

function show(block: { type: string; text?: unknown; data?: unknown; mimeType?: unknown }): void {
  if (block.type === "text") return console.log(String(block.text));
  if (block.type !== "image") return console.log(`(${block.type})`);
  mkdirSync(ANSWERS, { recursive: true });
  const extension = String(block.mimeType) === "image/svg+xml" ? "svg" : String(block.mimeType).split("/")[1];
  const path = join(ANSWERS, `${new Date().toISOString().replace(/[:.]/g, "-")}.${extension}`);
  writeFileSync(path, Buffer.from(String(block.data), "base64"));
  console.log(`${String(block.mimeType)}: ${path}`);
}

function showReceipt(response: unknown, config: GatewayConfig): void {
  if (response === undefined) return console.log("Paid nothing.");
  const { receipt, receiptSignature } = readPaymentResponse(response).extra;
  console.log(
    `Paid ${money(receipt.price, config)}; ${money(receipt.chargedCumulative, config)} with this key in all.`,
  );
  console.log(`Receipt ${receipt.callId}, number ${receipt.seq}, signed by ${config.receiptKey}:`);
  console.log(`  ${receiptSignature}`);
}

function money(amount: bigint, { token }: GatewayConfig): string {
  return `${formatUnits(amount, token.decimals)} ${token.symbol}`;
}

function names(services: readonly { name: string }[]): string {
  return services.map(({ name }) => name).join(", ") || "none yet";
}
