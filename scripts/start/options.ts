/** What `npm start` was asked for: flags and environment, parsed once. */
import { parseArgs } from "node:util";
import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

const schema = z.object({
  /** Demo agents that keep buying calls. */
  agents: z.coerce.number().int().min(0).max(20).default(0),
  CHAIN_PORT: port(8545),
  INDEX_PORT: port(42_069),
  /** The gateway's port, which serves the site as well. */
  GATEWAY_PORT: port(4000),
  /** The first of five ports for the demo services. */
  SERVICES_PORT: port(4101),
  /** Set to work on a chain that runs elsewhere, instead of a fresh local one. */
  RPC_URL: z.url().optional(),
  DATABASE_URL: z.string().optional(),
});

export type StartOptions = z.output<typeof schema>;

/** Throws with one line per wrong option. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { values } = parseArgs({ args: [...args], options: { agents: { type: "string" } }, strict: true });
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse({ ...given, ...values });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
}
