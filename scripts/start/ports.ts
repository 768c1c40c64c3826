/** Ports are checked before anything starts, so that a taken one costs nothing but a sentence. */
import { createServer } from "node:net";
import type { StartOptions } from "./options.ts";

export interface WantedPort {
  readonly port: number;
  /** The part that listens on it. */
  readonly part: string;
  /** The environment variable that moves it, and a value that would. */
  readonly variable: string;
  readonly instead: number;
}

export function wantedPorts(options: StartOptions): WantedPort[] {
  return [
    ...(options.RPC_URL
      ? []
      : [
          {
            port: options.CHAIN_PORT,
            part: "chain",
            variable: "CHAIN_PORT",
            instead: options.CHAIN_PORT + 100,
          },
        ]),
    { port: options.INDEX_PORT, part: "index", variable: "INDEX_PORT", instead: options.INDEX_PORT + 100 },
    {
      port: options.GATEWAY_PORT,
      part: "gateway and site",
      variable: "GATEWAY_PORT",
      instead: options.GATEWAY_PORT + 100,
    },
    ...[0, 1, 2, 3, 4].map((index) => ({
      port: options.SERVICES_PORT + index,
      part: "services",
      variable: "SERVICES_PORT",
      instead: options.SERVICES_PORT + 100,
    })),
  ];
}

/** Throws with a sentence for each port that is taken. */
export async function requireFree(wanted: readonly WantedPort[], host = "127.0.0.1"): Promise<void> {
  const taken = [];
  for (const each of wanted) if (!(await isFree(each.port, host))) taken.push(each);
  if (taken.length === 0) return;
  throw new Error(
    taken
      .map(
        ({ port, part, variable, instead }) =>
          `Port ${port} for the ${part} is taken. Free it, or choose another: ${variable}=${instead} npm start`,
      )
      .join("\n"),
  );
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
