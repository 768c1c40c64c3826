import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

/**
 * Ports that no system hands out by itself (Linux begins at 32,768, others at 49,152): a port from there could be taken
 * as the near end of anybody's outgoing connection before it is listened on.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;
const ATTEMPTS = 50;

/** A port that nothing listened on a moment ago. */
export function freePort(): Promise<number> {
  return freeRange(1, []);
}

/** Such ports, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freeRange(1, [...ports]));
  return [...ports];
}

/** The first of `count` neighbouring free ports, none of which is among `others`. */
export async function freeRange(count: number, others: readonly (number | undefined)[]): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const first = randomInt(LOWEST, HIGHEST - count);
    if (others.some((port) => port !== undefined && port >= first && port < first + count)) continue;
    const range = Array.from({ length: count }, (_, offset) => listen(first + offset));
    const opened = await Promise.allSettled(range);
    const servers = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
    if (servers.length === count) return first;
  }
  throw new Error(`No ${count} neighbouring ports are free.`);
}

function listen(port: number): Promise<Server> {
  return new Promise((settle, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => settle(server));
  });
}
