/** The whole stack on free ports, as `npm start` starts it, for tests that use it as a person or an agent would. */
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { demoListings } from "../../services/catalogue.ts";
import { startStack as startParts } from "../../scripts/start/stack.ts";

export interface TestStack {
  readonly siteUrl: string;
  readonly rpcUrl: string;
  readonly indexUrl: string;
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
    SERVICES_PORT: await freeRange(demoListings.length),
    RPC_URL: undefined,
    DATABASE_URL: undefined,
  };
  const report = {
    step: <T>(part: string, work: () => Promise<T>) => (lines.push(part), work()),
    say: (line: string) => void lines.push(line),
  };
  const stack = await startParts(options, report, new AbortController().signal, {
    root,
    deploymentFile: resolve(root, "deployment.json"),
  });
  return {
    siteUrl: stack.siteUrl,
    rpcUrl: stack.rpcUrl,
    indexUrl: stack.indexUrl,
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

/** Ports that nothing listened on a moment ago, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
  return ports;
}

/** The first of `count` neighbouring free ports. */
async function freeRange(count: number): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const [first] = await freePorts(1);
    const rest = await Promise.allSettled(
      Array.from({ length: count }, (_, offset) => listen(first! + offset)),
    );
    const open = rest.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    await Promise.all(open.map((server) => new Promise((settle) => server.close(settle))));
    if (open.length === count) return first!;
  }
  throw new Error(`No ${count} neighbouring ports are free.`);
}

function listen(port: number) {
  return new Promise<ReturnType<typeof createServer>>((settle, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => settle(server));
  });
}
