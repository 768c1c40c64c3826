/** The parts that run as processes: how each is started and when it is ready. */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { indexedBlock, indexerCommand } from "../../indexer/command.ts";
import { demoAccount, demoKey } from "./accounts.ts";
import type { OpenChain } from "./chain.ts";
import type { StartOptions } from "./options.ts";
import { startPart, type Part } from "./part.ts";

export interface Surroundings {
  readonly options: StartOptions;
  readonly chain: OpenChain;
  readonly deploymentFile: string | undefined;
  /** Where parts keep their data and logs. */
  readonly folder: string;
  readonly webDist: string;
}

type Running = Part & { readonly url: string };

export function startIndexer({ options, chain, deploymentFile, folder }: Surroundings): Promise<Running> {
  const url = `http://127.0.0.1:${options.INDEX_PORT}`;
  const directory = resolve(folder, "index");
  if (chain.fresh) rmSync(directory, { recursive: true, force: true });
  return start(
    folder,
    "index",
    url,
    indexerCommand({
      port: options.INDEX_PORT,
      rpcUrl: chain.url,
      chainId: chain.id,
      directory,
      databaseUrl: options.DATABASE_URL,
      deploymentFile,
      pollingInterval: chain.fresh ? 250 : undefined,
    }),
    async () => void (await indexedBlock(url)),
  );
}

export function startServices({ options, chain, folder }: Surroundings): Promise<Running> {
  const url = `http://127.0.0.1:${options.SERVICES_PORT}`;
  return start(
    folder,
    "services",
    url,
    {
      args: [resolve("services/main.ts")],
      env: { PORT: String(options.SERVICES_PORT), RPC_URL: chain.url, GATEWAYS: publicUrl(options) },
    },
    () => answers(`${url}/mcp`),
  );
}

export function startGateway(
  { options, chain, deploymentFile, folder, webDist }: Surroundings,
  indexUrl: string,
): Promise<Running> {
  const url = publicUrl(options);
  const own = chain.id === 31337 ? demoGateway : {};
  return start(
    folder,
    "gateway",
    url,
    {
      args: [...(options.DATABASE_URL ? [] : PGLITE_FLAGS), resolve("gateway/main.ts")],
      env: {
        ...own,
        GATEWAY_PORT: String(options.GATEWAY_PORT),
        PUBLIC_URL: url,
        RPC_URL: chain.url,
        CHAIN_ID: String(chain.id),
        DEPLOYMENT_FILE: deploymentFile ?? "",
        INDEX_URL: indexUrl,
        STORE_DIR: resolve(folder, "store"),
        DATABASE_URL: options.DATABASE_URL ?? "",
        WEB_DIST: webDist,
      },
    },
    () => answers(`${url}/health`),
  );
}

export function startAgentsPart(
  { options, chain, folder }: Surroundings,
  gatewayUrl: string,
): Promise<Running> {
  return start(
    folder,
    "agents",
    gatewayUrl,
    {
      args: [resolve("scripts/agents.ts"), "--count", String(options.agents)],
      env: { GATEWAY_URL: gatewayUrl, RPC_URL: chain.url },
    },
    async () => undefined,
  );
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

function publicUrl({ GATEWAY_PORT }: StartOptions): string {
  return `http://localhost:${GATEWAY_PORT}`;
}

async function answers(url: string): Promise<void> {
  await (await fetch(url)).body?.cancel();
}

async function start(
  folder: string,
  name: string,
  url: string,
  command: { args: readonly string[]; env: Readonly<Record<string, string>> },
  ready: () => Promise<void>,
): Promise<Running> {
  const part = await startPart({ name, ...command, ready, deadline: 120_000, logs: resolve(folder, "logs") });
  return { ...part, url };
}
