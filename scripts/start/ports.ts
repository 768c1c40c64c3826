/** Ports are checked before anything starts, so that a taken one costs nothing but a sentence. */
import { createServer } from "node:net";
import { demoListings } from "../../services/catalogue.ts";
import type { StartOptions } from "./options.ts";

type PortVariable = "CHAIN_PORT" | "INDEX_PORT" | "GATEWAY_PORT" | "SERVICES_PORT";

export interface WantedPorts {
  /** The part that listens on them. */
  readonly part: string;
  /** The environment variable that moves them. */
  readonly variable: PortVariable;
  readonly first: number;
  readonly count: number;
}

export function wantedPorts(options: StartOptions): WantedPorts[] {
  const wanted = (part: string, variable: PortVariable, count = 1): WantedPorts => ({
    part,
    variable,
    first: options[variable],
    count,
  });
  return [
    ...(options.RPC_URL ? [] : [wanted("chain", "CHAIN_PORT")]),
    wanted("index", "INDEX_PORT"),
    wanted("gateway and site", "GATEWAY_PORT"),
    wanted("services", "SERVICES_PORT", demoListings.length),
  ];
}

/** Throws, with a sentence for each, when ports are taken or two parts want the same. */
export async function requireFree(wanted: readonly WantedPorts[]): Promise<void> {
  const problems = clashes(wanted);
  for (const each of problems.length > 0 ? [] : wanted) {
    const taken = [];
    for (const port of portsOf(each)) if (!(await isFree(port))) taken.push(port);
    if (taken.length > 0) problems.push(await sentence(each, taken, wanted));
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function portsOf({ first, count }: WantedPorts): number[] {
  return Array.from({ length: count }, (_, offset) => first + offset);
}

function clashes(wanted: readonly WantedPorts[]): string[] {
  return wanted.flatMap((one, index) =>
    wanted
      .slice(index + 1)
      .filter((other) => one.first < other.first + other.count && other.first < one.first + one.count)
      .map(
        (other) =>
          `The ${one.part} and the ${other.part} want the same port ${Math.max(one.first, other.first)}: ` +
          `set ${one.variable} or ${other.variable} to another.`,
      ),
  );
}

async function sentence(
  { part, variable, count, first }: WantedPorts,
  taken: number[],
  wanted: readonly WantedPorts[],
) {
  const which = taken.length === 1 ? `Port ${taken[0]}` : `Ports ${taken.join(", ")}`;
  const are = taken.length === 1 ? "is" : "are";
  const it = taken.length === 1 ? "it" : "them";
  const others = wanted.flatMap((each) => portsOf(each));
  const instead = await freeRange(first, count, others);
  return `${which} for the ${part} ${are} taken. Free ${it}, or choose another: ${variable}=${instead} npm start`;
}

/** The first of `count` free ports in a row, some way from `first` and none of `others`. */
async function freeRange(first: number, count: number, others: readonly number[]): Promise<number> {
  for (let step = 1; step <= 100; step += 1) {
    const above = first + step * 100;
    const start = above + count <= 65_536 ? above : first - step * 100;
    const range = Array.from({ length: count }, (_, offset) => start + offset);
    const free = await Promise.all(range.map(isFree));
    if (free.every(Boolean) && !range.some((port) => others.includes(port))) return start;
  }
  return first + 100;
}

/** On both of the addresses that `localhost` may lead to: a stranger's program on one of them would answer for ours. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has nobody listening there either.
    server.once("error", ({ code }: NodeJS.ErrnoException) =>
      resolve(code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT"),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
