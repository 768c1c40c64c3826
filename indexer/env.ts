/** The indexer's configuration, read from the environment once. */
import { z } from "zod";

const schema = z.object({
  RPC_URL: z.url().default("http://127.0.0.1:8545"),
  CHAIN_ID: z.coerce.number().int().min(1).default(31337),
  /** deployments/<chainId>.json of another place than contracts/. */
  DEPLOYMENT_FILE: z.string().optional(),
  /** Set for a PostgreSQL server; otherwise PGlite keeps the index in STOA_INDEX_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  STOA_INDEX_DIR: z.string().default(".stoa/index"),
  /** Milliseconds between two looks at the chain's head. */
  POLLING_INTERVAL: z.coerce.number().int().min(50).max(60_000).default(1_000),
});
export type IndexerEnv = z.output<typeof schema>;

/** Throws with one line for each variable that is wrong. Empty ones count as absent. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): IndexerEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
}
