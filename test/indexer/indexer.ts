/** The real indexer as a child process, and its rows read over SQL and GraphQL as site and gateway read them. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createClient } from "@ponder/client";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { indexedBlock, indexerCommand } from "../../indexer/command.ts";
import * as schema from "../../indexer/ponder.schema.ts";
import type { Market } from "../../scripts/scenarios/market.ts";
import { placeEmptyDatabase } from "../../scripts/start/empty-databases.ts";
import { freePort } from "../helpers/free-ports.ts";

export type Indexer = Awaited<ReturnType<typeof startIndexer>>;

interface Options {
  /** Name of PGlite's folder within the market's. */
  readonly directory?: string;
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const PATIENCE = 150_000;

/** Starts the indexer on the market's chain and waits until the head's rows are there. */
export async function startIndexer(market: Market, options: Options = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const directory = join(market.folder, options.directory ?? "index");
  if (!options.databaseUrl) placeEmptyDatabase("index", directory);
  const { args, env } = indexerCommand({
    port,
    rpcUrl: market.rpcUrl,
    chainId: market.deployment.chainId,
    directory,
    databaseUrl: options.databaseUrl,
    deploymentFile: market.deploymentFile,
    pollingInterval: 100,
  });
  const child = spawn(process.execPath, [...args], {
    env: { ...process.env, ...env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }

  /** Waits for the rows of a block, the chain's head unless named. */
  const reach = async (block?: bigint): Promise<void> => {
    const wanted = Number(block ?? (await market.head()));
    const end = performance.now() + PATIENCE;
    while (performance.now() < end) {
      if (child.exitCode !== null) throw new Error(`The indexer ended:\n${output}`);
      if ((await indexedBlock(url).catch(() => -1)) >= wanted) return;
      await new Promise((settle) => setTimeout(settle, 50));
    }
    throw new Error(`The indexer did not reach block ${wanted}:\n${output}`);
  };

  const indexer = {
    url,
    db: createClient(`${url}/sql`, { schema }).db,
    reach,
    output: () => output,
    graphql: (query: string) => askGraphql(url, query),
    rows: () => allRows(url),
    stop: () => end(child, "SIGTERM"),
    kill: () => end(child, "SIGKILL"),
  };
  try {
    await reach();
    return indexer;
  } catch (problem) {
    await indexer.kill();
    throw problem;
  }
}

/** Every row of every table, in a fixed order. */
async function allRows(url: string): Promise<Record<string, unknown[]>> {
  const { db } = createClient(`${url}/sql`, { schema });
  const tables: Record<string, unknown[]> = {};
  for (const value of Object.values(schema)) {
    if (!is(value, PgTable)) continue;
    const rows = await db
      .select()
      .from(value)
      .orderBy(...Object.values(getTableColumns(value)));
    tables[getTableName(value)] = rows;
  }
  return tables;
}

async function askGraphql(url: string, query: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** Signals the whole process group and waits until it is gone. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, "exit");
  process.kill(-child.pid, signal);
  await gone;
}
