/** How to start the indexer, and how far it has come. */
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface IndexerOptions {
  readonly port: number;
  readonly rpcUrl: string;
  readonly chainId: number;
  /** PGlite's folder; one chain's only: a new chain, even of the same id, needs a new one. */
  readonly directory: string;
  /** A PostgreSQL server instead of PGlite. */
  readonly databaseUrl?: string | undefined;
  /** Another file than contracts/deployments/<chainId>.json. */
  readonly deploymentFile?: string | undefined;
  /** Milliseconds between two looks at the chain's head. */
  readonly pollingInterval?: number | undefined;
  /** Database schema of the tables. */
  readonly schema?: string | undefined;
}

export interface Command {
  /** Arguments to Node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * For PGlite. Measured from start to ready: peak 1,120 MB without, 445 MB with them. Half of the rest is PostgreSQL as
 * WebAssembly, which V8 would compile a second time, optimised, for queries that take milliseconds either way.
 */
const LEAN = ["--liftoff-only", "--max-semi-space-size=8", "--max-old-space-size=512"];

/** Node's arguments and environment for `ponder start`, on 127.0.0.1. */
export function indexerCommand(options: IndexerOptions): Command {
  const { port, rpcUrl, chainId, directory, schema = "stoa" } = options;
  const ponder = new URL("./bin/ponder.js", import.meta.resolve("ponder"));
  const root = fileURLToPath(new URL(".", import.meta.url));
  return {
    args: [
      ...(options.databaseUrl ? [] : LEAN),
      fileURLToPath(ponder),
      "start",
      `--root=${root}`,
      `--schema=${schema}`,
      `--port=${port}`,
      "--hostname=127.0.0.1",
      "--log-level=warn",
    ],
    env: {
      RPC_URL: rpcUrl,
      CHAIN_ID: String(chainId),
      STOA_INDEX_DIR: directory,
      DATABASE_URL: options.databaseUrl ?? "",
      DEPLOYMENT_FILE: options.deploymentFile ?? "",
      POLLING_INTERVAL: String(options.pollingInterval ?? ""),
      // Ponder prefers PORT to its own --port.
      PORT: String(port),
      PONDER_TELEMETRY_DISABLED: "1",
    },
  };
}

const statusSchema = z.object({ stoa: z.object({ block: z.object({ number: z.number() }) }) });

/**
 * The newest block whose rows are there. Ponder's `/ready` says yes while the last 30 blocks are still missing, so
 * wait for this to reach the block one cares about. Throws while nothing answers.
 */
export async function indexedBlock(url: string): Promise<number> {
  const response = await fetch(new URL("/status", url));
  return statusSchema.parse(await response.json()).stoa.block.number;
}
