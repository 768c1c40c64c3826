/** What `npm start` was asked for: flags and environment, parsed once. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { demoListings } from "../../services/catalogue.ts";

const port = (fallback: number, last = 65_535) =>
  z.coerce.number().int().min(1).max(last).default(fallback).describe(`a port, 1 to ${last}`);

/** Each is described by what it should be: the sentence that a wrong value gets. */
const schema = z.object({
  /** Demo agents that keep buying calls. */
  agents: z.coerce.number().int().min(0).max(20).default(0).describe("a number of agents, 0 to 20"),
  CHAIN_PORT: port(8545),
  INDEX_PORT: port(42_069),
  /** The gateway's port, which serves the site as well. */
  GATEWAY_PORT: port(4000),
  /** The first of the demo services' ports. */
  SERVICES_PORT: port(4101, 65_536 - demoListings.length),
  /** Set to work on a chain that runs elsewhere, instead of a fresh local one. */
  RPC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("the http(s) URL of a chain's JSON-RPC, such as http://127.0.0.1:8545"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("a PostgreSQL URL, such as postgresql://user:password@localhost:5432/stoa"),
  /** Where callers reach the gateway, when that is not this machine. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/$/, ""))
    .optional()
    .describe("the http(s) URL under which callers reach the gateway, such as https://stoa.example.org"),
  /** Another file than contracts/deployments/<chain id>.json. */
  DEPLOYMENT_FILE: z.string().optional().describe("the file with the contracts' addresses"),
  /** Folder of data and logs. */
  STOA_DIR: z.string().default(".stoa").describe("the folder of data and logs"),
});

export type StartOptions = z.output<typeof schema>;

export const USAGE = `npm start -- [--agents N]

Starts all of Stoa; Ctrl-C stops it. --agents N adds N demo agents that keep buying calls (0 to 20).

As environment variables, such as GATEWAY_PORT=4200 npm start:
  CHAIN_PORT       the local chain (8545)
  INDEX_PORT       the index (42069)
  GATEWAY_PORT     gateway and site (4000)
  SERVICES_PORT    the first of the ${demoListings.length} services' ports (4101)
  RPC_URL          a chain that runs elsewhere, instead of a fresh one in memory
  DATABASE_URL     a PostgreSQL of Stoa's own for index and store, instead of files
  PUBLIC_URL       where callers reach the gateway (http://localhost:<GATEWAY_PORT>)
  DEPLOYMENT_FILE  the contracts' addresses (contracts/deployments/<chain id>.json)
  STOA_DIR         the folder of data and logs (.stoa)`;

/** Thrown when the command cannot be used as it was given: one line for each thing that is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * The options, or "help" when that is what was asked for. Empty variables count as absent.
 * @throws UsageError naming each flag or variable that is wrong, and what it should be.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions | "help" {
  const flags = readFlags(args);
  if (flags.help) return "help";
  const variables = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const given: Readonly<Record<string, string | undefined>> = { ...variables, agents: flags.agents };
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => path[0] as keyof typeof schema.shape));
    throw new UsageError([...names].map((name) => complaint(name, given[name])).join("\n"));
  }
  return parsed.data;
}

function readFlags(args: readonly string[]) {
  try {
    const options = { agents: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (problem) {
    throw new UsageError(`${(problem as Error).message}\n\n${USAGE}`, { cause: problem });
  }
}

/** The database's URL may hold a password: it is not repeated. */
function complaint(name: keyof typeof schema.shape, value: string | undefined): string {
  const shown = name === "DATABASE_URL" ? "not usable" : `"${value}"`;
  return `${name === "agents" ? "--agents" : name} is ${shown}: it should be ${schema.shape[name].description}.`;
}
