/** The whole stack on free ports, as `npm start` starts it, for tests that use it as a person or an agent would. */
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { demoListings } from "../../services/catalogue.ts";
import { startStack as startParts } from "../../scripts/start/stack.ts";
import { freePorts, freeRange } from "./free-ports.ts";

export interface TestStack {
  readonly siteUrl: string;
  readonly rpcUrl: string;
  readonly indexUrl: string;
  readonly deploymentFile: string;
  /** The service's own endpoint, past the gateway. */
  serviceUrl(name: string): string;
  stop(): Promise<void>;
}

export interface TestStackOptions {
  readonly agents?: number;
}

export async function startStack({ agents = 0 }: TestStackOptions = {}): Promise<TestStack> {
  mkdirSync(".stoa/test", { recursive: true });
  const root = resolve(mkdtempSync(".stoa/test/stack-"));
  const lines: string[] = [];
  const [chain, index, gateway] = await freePorts(3);
  const options = {
    agents,
    CHAIN_PORT: chain!,
    INDEX_PORT: index!,
    GATEWAY_PORT: gateway!,
    SERVICES_PORT: await freeRange(demoListings.length, [chain, index, gateway]),
    STOA_DIR: root,
    DEPLOYMENT_FILE: resolve(root, "deployment.json"),
  };
  const report = {
    step: <T>(part: string, work: () => Promise<T>) => (lines.push(part), work()),
    say: (line: string) => void lines.push(line),
  };
  const stack = await startParts(options, report, new AbortController().signal);
  return {
    siteUrl: stack.siteUrl,
    rpcUrl: stack.rpcUrl,
    indexUrl: stack.indexUrl,
    deploymentFile: options.DEPLOYMENT_FILE,
    serviceUrl: (name) => {
      const position = demoListings.findIndex((listing) => listing.name === name);
      return `http://localhost:${stack.servicesPort + position}/mcp`;
    },
    stop: async () => {
      await stack.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
