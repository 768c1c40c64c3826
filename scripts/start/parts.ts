/** The parts that run as processes: how each is started and when it is ready. */
import { resolve } from "node:path";
import type { Address } from "viem";
import { readEnv } from "../../gateway/env.ts";
import { indexedBlock, indexerCommand } from "../../indexer/command.ts";
import { LOCAL_CHAIN } from "../deploy/env.ts";
import { demoAccount, demoKey } from "./accounts.ts";
import type { OpenChain } from "./chain.ts";
import { placeEmptyDatabase } from "./empty-databases.ts";
import type { StartOptions } from "./options.ts";
import { startPart, type Part } from "./part.ts";

export interface Surroundings {
  readonly options: StartOptions;
  readonly chain: OpenChain;
  /** Where parts keep their data and logs. */
  readonly folder: string;
  /** The index's tables in its database. */
  readonly indexSchema: string;
  /** Ends what is starting. */
  readonly signal: AbortSignal;
}

export type Started = Part & { readonly url: string };

export function startIndexer(around: Surroundings): Promise<Started> {
  const { options, chain, folder, indexSchema } = around;
  const url = `http://127.0.0.1:${options.INDEX_PORT}`;
  const directory = resolve(folder, "index");
  if (!options.DATABASE_URL) placeEmptyDatabase("index", directory);
  const command = indexerCommand({
    port: options.INDEX_PORT,
    rpcUrl: chain.url,
    chainId: chain.id,
    directory,
    databaseUrl: options.DATABASE_URL,
    deploymentFile: options.DEPLOYMENT_FILE,
    pollingInterval: chain.id === LOCAL_CHAIN ? 250 : undefined,
    schema: indexSchema,
  });
  return start(around, "index", url, command, async () => void (await indexedBlock(url)));
}

/** The demo's publisher takes calls of the demo's gateway, and lets it owe the usual share of its bond. */
export function startServices(around: Surroundings, gatewayRegistry: Address): Promise<Started> {
  const { options, chain } = around;
  const url = `http://127.0.0.1:${options.SERVICES_PORT}`;
  const command = {
    args: [resolve("services/main.ts")],
    env: {
      PORT: String(options.SERVICES_PORT),
      RPC_URL: chain.url,
      GATEWAYS: `${publicUrl(options)}#${demoGateway.GATEWAY_ADDRESS}`,
      GATEWAY_REGISTRY: gatewayRegistry,
    },
  };
  return start(around, "services", url, command, () => answers(`${url}/mcp`));
}

/** Throws a line for each setting that the gateway of this chain would not start with. */
export function checkGatewaySettings(options: StartOptions, chain: OpenChain): void {
  readEnv({ ...process.env, ...gatewaySettings(options, chain) });
}

export function startGateway(around: Surroundings, indexUrl: string): Promise<Started> {
  const { options, chain, folder } = around;
  const url = siteUrl(options);
  const store = resolve(folder, "store");
  if (!options.DATABASE_URL) placeEmptyDatabase("gateway", resolve(store, "pglite"));
  const command = {
    args: [...(options.DATABASE_URL ? [] : PGLITE_FLAGS), resolve("gateway/main.ts")],
    env: {
      ...gatewaySettings(options, chain),
      INDEX_URL: indexUrl,
      STORE_DIR: store,
      WEB_DIST: resolve("web/dist"),
    },
  };
  return start(around, "gateway", url, command, () => answers(`${url}/health`));
}

export function startAgentsPart(around: Surroundings, gatewayUrl: string): Promise<Started> {
  const { options, chain } = around;
  const command = {
    args: [resolve("scripts/agents.ts"), "--count", String(options.agents)],
    env: { GATEWAY_URL: gatewayUrl, RPC_URL: chain.url },
  };
  return start(around, "agents", gatewayUrl, command, async () => undefined);
}

/** PGlite is WebAssembly: without the optimising compiler it starts sooner and takes a third of the memory. */
const PGLITE_FLAGS = ["--liftoff-only", "--max-semi-space-size=8"];

/** The local demo's gateway: public keys, two blocks count as safe, claims after a minute and from a cent on. */
const demoGateway = {
  GATEWAY_ADDRESS: demoAccount(1).address,
  SETTLER_KEY: demoKey(2),
  RECEIPT_KEY: demoKey(3),
  SAFE: "2",
  CLAIM_AGE: "60",
  MIN_ROW: "10000",
};

function gatewaySettings(options: StartOptions, chain: OpenChain): Record<string, string> {
  return {
    ...(chain.id === LOCAL_CHAIN ? demoGateway : {}),
    GATEWAY_PORT: String(options.GATEWAY_PORT),
    PUBLIC_URL: publicUrl(options),
    RPC_URL: chain.url,
    CHAIN_ID: String(chain.id),
    DEPLOYMENT_FILE: options.DEPLOYMENT_FILE ?? "",
    DATABASE_URL: options.DATABASE_URL ?? "",
  };
}

/** The gateway's origin for everybody: issuer of its tokens, domain of its logins. */
export function publicUrl(options: StartOptions): string {
  return options.PUBLIC_URL ?? siteUrl(options);
}

function siteUrl({ GATEWAY_PORT }: StartOptions): string {
  return `http://localhost:${GATEWAY_PORT}`;
}

async function answers(url: string): Promise<void> {
  await (await fetch(url)).body?.cancel();
}

async function start(
  { folder, signal }: Surroundings,
  name: string,
  url: string,
  command: { args: readonly string[]; env: Readonly<Record<string, string>> },
  ready: () => Promise<void>,
): Promise<Started> {
  const logs = resolve(folder, "logs");
  const part = await startPart({ name, ...command, ready, deadline: 120_000, logs, signal });
  return { ...part, url };
}
