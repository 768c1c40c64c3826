import { createServer } from "node:net";

/** Ports that nothing listened on a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
  return ports;
}

/** The first of `count` neighbouring free ports, none of which is among `others`. */
export async function freeRange(count: number, others: readonly (number | undefined)[]): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const [first] = await freePorts(1);
    if (others.some((port) => port !== undefined && port >= first! && port < first! + count)) continue;
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
