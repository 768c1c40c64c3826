/** The whole stack: which parts there are, what each needs of the others, and how they end. */
import type { Deployment } from "../../contracts/deployment.ts";
import { demoListings } from "../../services/catalogue.ts";
import { LOCAL_CHAIN } from "../deploy/env.ts";
import { buildContracts, buildDatabases, buildSite } from "./build.ts";
import { openChain, type OpenChain } from "./chain.ts";
import { openFolder } from "./data-folder.ts";
import { takeDatabase } from "./database.ts";
import { ensureDeployed } from "./ensure-deployed.ts";
import { indexSchemaOf } from "./index-schema.ts";
import { peakMemory } from "./memory.ts";
import type { StartOptions } from "./options.ts";
import type { Part } from "./part.ts";
import {
  checkGatewaySettings,
  startAgentsPart,
  startGateway,
  startIndexer,
  startServices,
  type Surroundings,
} from "./parts.ts";
import { requireFree, wantedPorts } from "./ports.ts";
import { catalogueHolds, indexReached } from "./readiness.ts";
import type { Report } from "./report.ts";
import { createRunning, type Running } from "./running.ts";
import { seed } from "./seed.ts";

export interface Stack {
  readonly chainId: number;
  readonly deployment: Deployment;
  readonly siteUrl: string;
  readonly rpcUrl: string;
  readonly indexUrl: string;
  readonly servicesPort: number;
  /** Milliseconds from the first line until all was ready. */
  readonly took: number;
  /** Bytes at the peak of each part so far, by its name; empty where the system does not tell. */
  peaks(): ReadonlyMap<string, number>;
  /** Resolves with what happened when a part ends by itself. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts every part in the order of their needs, several at once where they have none of each other.
 * When one fails, or `signal` aborts, those that run are stopped before this rejects.
 */
export async function startStack(options: StartOptions, report: Report, signal: AbortSignal): Promise<Stack> {
  const running = createRunning(signal);
  try {
    return await startParts(options, report, running);
  } catch (problem) {
    // The first thing that went wrong: what fails because of it comes later.
    const cause: unknown = running.signal.aborted ? running.signal.reason : problem;
    await running.stop();
    throw cause;
  }
}

async function startParts(options: StartOptions, report: Report, running: Running): Promise<Stack> {
  const started = performance.now();
  const { signal } = running;
  const { DATABASE_URL } = options;
  const step: Report["step"] = async (part, work, note) => {
    signal.throwIfAborted();
    return report.step(part, work, note);
  };

  await requireFree(wantedPorts(options));
  const site = step("site", () => buildSite(signal), builtNote);
  const databases = DATABASE_URL ? undefined : step("databases", () => buildDatabases(signal), builtNote);
  // Awaited later; until then a failure must not count as unhandled.
  for (const build of [site, databases]) build?.catch(() => undefined);
  await step("build", () => buildContracts(signal), builtNote);
  const chain = await step(
    "chain",
    () => running.add(openChain(options)),
    ({ id, url }) => `${id} at ${url}`,
  );
  const demo = chain.id === LOCAL_CHAIN;
  const deployment = await step(
    "contracts",
    () => ensureDeployed(chain, options.DEPLOYMENT_FILE),
    ({ contracts }) => `vault ${contracts.EscrowVault}`,
  );
  checkGatewaySettings(options, chain);
  const around = await takeData(options, report, running, chain, deployment);
  await databases;
  // The index takes longer than the others together, and does not mind what happens on the chain meanwhile.
  const [index, services] = await together(
    step("index", () => running.add(startIndexer(around)), urlOf),
    demo ? startListedServices(around, deployment, running, step) : undefined,
  );
  const gateway = await step("gateway", () => running.add(startGateway(around, index.url)), urlOf);
  await step("catalogue", async () => {
    await indexReached(index.url, chain.url, signal);
    if (demo) await catalogueHolds(gateway.url, demoListings.length, signal);
    await site;
  });
  signal.throwIfAborted();
  const agents = options.agents > 0 ? await running.add(startAgentsPart(around, gateway.url)) : undefined;

  const parts = [index, services, gateway, agents].filter((part) => part !== undefined);
  return {
    chainId: chain.id,
    deployment,
    siteUrl: gateway.url,
    rpcUrl: chain.url,
    indexUrl: index.url,
    servicesPort: options.SERVICES_PORT,
    took: performance.now() - started,
    peaks: () => peaksOf(parts),
    died: running.died,
    stop: running.stop,
  };
}

/** The services, and then their listings: each is asked for its tools. */
async function startListedServices(
  around: Surroundings,
  deployment: Deployment,
  running: Running,
  step: Report["step"],
): Promise<Part> {
  const services = await step(
    "services",
    () => running.add(startServices(around, deployment.contracts.GatewayRegistry)),
    urlOf,
  );
  await step(
    "listings",
    () => seed(around, deployment),
    (count) => `${count} services listed, demo accounts funded`,
  );
  return services;
}

/** Takes the chain's folder and, where there is one, its database. */
async function takeData(
  options: StartOptions,
  report: Report,
  running: Running,
  chain: OpenChain,
  deployment: Deployment,
): Promise<Surroundings> {
  const { DATABASE_URL, STOA_DIR } = options;
  const folder = await running.add((async () => openFolder(STOA_DIR, chain, deployment.genesisHash))());
  const indexSchema = indexSchemaOf(deployment);
  if (DATABASE_URL) {
    await report.step(
      "database",
      () => running.add(takeDatabase(DATABASE_URL, { deployment, inMemory: chain.inMemory, indexSchema })),
      ({ note }) => note,
    );
  }
  return { options, chain, folder: folder.path, indexSchema, signal: running.signal };
}

function urlOf({ url }: { readonly url: string }): string {
  return url;
}

function builtNote(built: boolean): string {
  return built ? "built" : "unchanged";
}

/** Waits for both before it fails for one, so that none starts after the others were stopped. */
async function together<A, B>(one: Promise<A>, other: Promise<B> | undefined): Promise<[A, B | undefined]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

function peaksOf(parts: readonly Part[]): ReadonlyMap<string, number> {
  const peaks = new Map<string, number>();
  for (const { name, pid } of [{ name: "supervisor and chain", pid: process.pid }, ...parts]) {
    const peak = peakMemory(pid);
    if (peak !== undefined) peaks.set(name, peak);
  }
  return peaks;
}
