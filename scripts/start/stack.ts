/** The whole stack: which parts there are, what each needs of the others, and how they end. */
import { resolve } from "node:path";
import type { Deployment } from "../../contracts/deployment.ts";
import { startAgentsPart, startGateway, startIndexer, startServices, type Surroundings } from "./parts.ts";
import { buildContracts, buildSite } from "./build.ts";
import { openChain } from "./chain.ts";
import { dataFolder } from "./data-folder.ts";
import { ensureDeployed } from "./ensure-deployed.ts";
import { indexReached, catalogueHolds } from "./readiness.ts";
import { peakMemory } from "./memory.ts";
import type { StartOptions } from "./options.ts";
import type { Part } from "./part.ts";
import { requireFree, wantedPorts } from "./ports.ts";
import type { Report } from "./report.ts";
import { seed } from "./seed.ts";

export const LOCAL_CHAIN_ID = 31337;

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

export interface Place {
  /** Folder of all that the stack keeps. */
  readonly root: string;
  /** Another file than contracts/deployments/<chainId>.json. */
  readonly deploymentFile?: string;
}

/**
 * Starts every part in the order of their needs, several at once where they have none of each other.
 * When one fails, or `signal` aborts, those that run are stopped before this rejects.
 */
export async function startStack(
  options: StartOptions,
  report: Report,
  signal: AbortSignal,
  place: Place = { root: ".stoa" },
): Promise<Stack> {
  const started = performance.now();
  const running: { name: string; stop(): Promise<void> }[] = [];
  /** Later parts need earlier ones, so they stop in reverse. */
  const stop = async (): Promise<void> => {
    while (running.length > 0) await running.pop()?.stop();
  };
  const keep = <T extends { stop(): Promise<void> }>(name: string, part: T): T => {
    running.push({ name, stop: () => part.stop() });
    return part;
  };
  const check = (): void => signal.throwIfAborted();

  try {
    await requireFree(wantedPorts(options));
    const site = report.step("site", buildSite, (built) => (built ? "built" : "unchanged"));
    // Awaited at the end; until then a failure must not count as unhandled.
    site.catch(() => undefined);
    await report.step("build", buildContracts, (built) => (built ? "contracts" : "unchanged"));
    check();
    const chain = keep(
      "chain",
      await report.step(
        "chain",
        () => openChain(options),
        ({ id, url }) => `${id} at ${url}`,
      ),
    );
    check();
    const deployment = await report.step(
      "contracts",
      () => ensureDeployed(chain, place.deploymentFile),
      ({ contracts }) => `vault ${contracts.EscrowVault}`,
    );
    check();
    const around: Surroundings = {
      options,
      chain,
      deploymentFile: place.deploymentFile,
      folder: dataFolder(place.root, chain, deployment.genesisHash),
      webDist: resolve("web/dist"),
    };
    const demo = chain.id === LOCAL_CHAIN_ID;
    const [index, services] = await together(
      report
        .step(
          "index",
          () => startIndexer(around),
          ({ url }) => url,
        )
        .then((part) => keep("index", part)),
      demo
        ? report
            .step(
              "services",
              () => startServices(around),
              ({ url }) => url,
            )
            .then((part) => keep("services", part))
        : undefined,
    );
    check();
    if (demo)
      await report.step(
        "listings",
        () => seed(around, deployment),
        (count) => `${count} services listed, demo accounts funded`,
      );
    check();
    const gateway = keep(
      "gateway",
      await report.step(
        "gateway",
        () => startGateway(around, index.url),
        ({ url }) => url,
      ),
    );
    await report.step("catalogue", async () => {
      await indexReached(index.url, chain.url);
      if (demo) await catalogueHolds(gateway.url, 5);
      await site;
    });
    check();
    const agents =
      options.agents > 0 ? keep("agents", await startAgentsPart(around, gateway.url)) : undefined;

    const parts = [index, services, gateway, agents].filter(
      (part): part is Part & { url: string } => part !== undefined,
    );
    return {
      chainId: chain.id,
      deployment,
      siteUrl: gateway.url,
      rpcUrl: chain.url,
      indexUrl: index.url,
      servicesPort: options.SERVICES_PORT,
      took: performance.now() - started,
      peaks: () => peaksOf(parts),
      died: Promise.race(parts.map(({ died }) => died)),
      stop,
    };
  } catch (problem) {
    await stop();
    throw problem;
  }
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
