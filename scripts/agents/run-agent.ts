/** One agent: finds a service, buys a call, waits a little, and again, until it is told to stop. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@modelcontextprotocol/client";
import { withPayment } from "../../sdk/mcp-with-payment.ts";
import { BudgetExceededError, PaymentRefusedError } from "../../sdk/signer/errors.ts";
import type { VoucherSigner } from "../../sdk/signer/create-voucher-signer.ts";
import type { ChainClient } from "../deploy/client.ts";
import { connectService } from "./connect-service.ts";
import { ERRANDS, type Errand } from "./errands.ts";
import { findServices } from "./find-services.ts";
import type { GatewayConfig } from "./gateway-config.ts";
import { keepFunded, openPurse } from "./open-purse.ts";

const USDC = 1_000_000n;
const FUNDS = { least: USDC, amount: 10n * USDC };
const ALLOWANCE = { cap: 2n * USDC, maxPerCall: USDC / 5n, life: 86_400n };

export interface AgentOptions {
  readonly name: string;
  readonly owner: ChainClient;
  readonly config: GatewayConfig;
  readonly signal: AbortSignal;
  /** Milliseconds between two calls, on average. */
  readonly pause: number;
  readonly log: (line: string) => void;
  /** The next random number from 0 to below 1. */
  readonly draw?: () => number;
}

/** Resolves when the signal is aborted. What fails is logged; the agent goes on. */
export async function runAgent(options: AgentOptions): Promise<void> {
  const { name, owner, config, signal, pause, log, draw = Math.random } = options;
  let purse: VoucherSigner | undefined;
  while (!signal.aborted) {
    const errand = ERRANDS[Math.floor(draw() * ERRANDS.length)] as Errand;
    try {
      await keepFunded(owner, config, FUNDS);
      purse ??= await openPurse(owner, config, ALLOWANCE);
      const spent = purse.charged();
      const service = await runErrand(errand, purse, config, draw);
      log(`${name} called ${service} ${errand.tool}, paid ${price(purse.charged() - spent, config)}`);
    } catch (error) {
      if (signal.aborted) break;
      log(`${name} could not call ${errand.tool}: ${sentence(error)}`);
      // A key that is used up, or that the gateway will not take any more, makes way for a fresh one.
      if (error instanceof BudgetExceededError || error instanceof PaymentRefusedError) purse = undefined;
    }
    await sleep(pause * (0.5 + draw()), undefined, { signal }).catch(() => undefined);
  }
}

/** Returns the name of the service that did it. */
async function runErrand(
  errand: Errand,
  purse: VoucherSigner,
  { mcpUrl }: GatewayConfig,
  draw: () => number,
): Promise<string> {
  const found = await findServices(mcpUrl, errand.query);
  const service = found.find(({ tools }) => tools.includes(errand.tool));
  if (!service) throw new Error(`no service for "${errand.query}" offers ${errand.tool}`);
  const client = await connectService(service.url);
  try {
    const paying: Client = withPayment(client, purse);
    const result = await paying.callTool({ name: errand.tool, arguments: errand.arguments(draw) });
    if (result.isError) throw new Error(firstText(result.content));
    return service.name;
  } finally {
    await client.close();
  }
}

function firstText(content: readonly { type: string; text?: unknown }[]): string {
  return String(content.find(({ type }) => type === "text")?.text ?? "the tool failed");
}

function price(amount: bigint, { token }: GatewayConfig): string {
  if (amount === 0n) return "nothing";
  return `${Number(amount) / 10 ** token.decimals} ${token.symbol}`;
}

function sentence(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
