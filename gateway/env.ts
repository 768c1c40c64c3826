/** The gateway's whole configuration, read from environment variables once. Nothing else reads process.env. */
import { isAddress, type Address, type Hex } from "viem";
import { z } from "zod";

const DAY = 86_400;

const seconds = (fallback: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(3650 * DAY)
    .default(fallback);
const bytes = (fallback: number) => z.coerce.number().int().min(1024).default(fallback);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/$/, ""));
const amount = z
  .string()
  .regex(/^[0-9]{1,28}$/)
  .transform(BigInt);
const privateKey = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((value) => value as Hex);

/** Each is described by what it should be: the sentence that a wrong value gets. */
const variables = z.object({
  GATEWAY_PORT: z.coerce.number().int().min(1).max(65_535).default(4000).describe("a port, 1 to 65535"),
  HOST: z.string().default("127.0.0.1").describe("the address to listen on, such as 127.0.0.1"),
  PUBLIC_URL: url.optional().describe("the http(s) URL under which callers reach this gateway"),
  RPC_URL: url.default("http://127.0.0.1:8545").describe("the http(s) URL of the chain's JSON-RPC"),
  CHAIN_ID: z.coerce.number().int().min(1).default(31337).describe("the chain's EIP-155 id, a whole number"),
  DEPLOYMENT_FILE: z
    .string()
    .optional()
    .describe(
      "the file with the contracts' addresses; leave it out for contracts/deployments/<chain id>.json",
    ),
  INDEX_URL: url.default("http://127.0.0.1:42069").describe("the http(s) URL of the indexer"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("a PostgreSQL URL; leave it out to keep the store in STORE_DIR"),
  STORE_DIR: z.string().default(".stoa/gateway").describe("the folder of the store"),
  GATEWAY_ADDRESS: z
    .string()
    .refine((value): value is Address => isAddress(value))
    .describe("the gateway's address in the GatewayRegistry"),
  SETTLER_KEY: privateKey.describe(
    "a private key, 0x and 64 hex digits, registered as the gateway's settler",
  ),
  RECEIPT_KEY: privateKey.describe(
    "a private key, 0x and 64 hex digits, registered as a receipt key of the gateway",
  ),
  JWT_KEY: z
    .string()
    .optional()
    .describe("an ES256 private key as a JWK; leave it out to make one and keep it in the store"),
  SAFE: z
    .union([z.literal("tag"), z.coerce.number().int().min(0).max(10_000)])
    .default("tag")
    .describe("`tag`, or how many blocks behind the head count as safe"),
  CLAIM_AGE: seconds(DAY).describe("the seconds after which a charge is claimed"),
  MIN_ROW: amount.default(500_000n).describe("the least sum worth a claim row, in token base units"),
  CLAIM_VALUE: amount
    .default(50_000_000n)
    .describe("the unclaimed sum at which everything is claimed, in token base units"),
  VOUCHER_LIFE: seconds(14 * DAY).describe("the seconds a voucher lives, at least twice CLAIM_AGE"),
  BODY_LIMIT: bytes(4 * 1024 * 1024).describe("the largest request body in bytes, at least 1024"),
  HELD_LIMIT: bytes(4 * 1024 * 1024).describe(
    "the largest response held back for payment in bytes, at least 1024",
  ),
  TOOL_TIMEOUT: seconds(30).describe("the seconds a service may take to answer"),
  PROBE_INTERVAL: seconds(300).describe("the seconds between two health checks of a service"),
  INDEX_INTERVAL: seconds(3).describe("the seconds between two reads of the index"),
  CHAIN_INTERVAL: z.coerce
    .number()
    .int()
    .min(50)
    .max(60_000)
    .default(500)
    .describe("the milliseconds between two looks at the chain"),
  PRIVATE_UPSTREAMS: z
    .enum(["allow", "refuse"])
    .optional()
    .describe("`allow` or `refuse`: whether services may live at private addresses"),
  WEB_DIST: z.string().default("web/dist").describe("the folder of the built site"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("one of fatal, error, warn, info, debug, trace, silent"),
});

export interface Env {
  readonly port: number;
  readonly host: string;
  /** Origin under which callers reach the gateway, without a slash at its end: issuer of its tokens, domain of its logins. */
  readonly publicUrl: string;
  readonly rpcUrl: string;
  readonly chainId: number;
  /** Absent: contracts/deployments/<chainId>.json. */
  readonly deploymentFile: string | undefined;
  readonly indexUrl: string;
  /** Absent: PGlite in `storeDir`. */
  readonly databaseUrl: string | undefined;
  readonly storeDir: string;
  readonly gatewayAddress: Address;
  readonly settlerKey: Hex;
  readonly receiptKey: Hex;
  /** Absent: made once and kept in the store. */
  readonly jwtKey: string | undefined;
  /** `tag`: the node's own `safe`; a number: so many blocks behind the head. */
  readonly safe: "tag" | number;
  /** Seconds after which a charge is claimed. */
  readonly claimAge: number;
  /** Least sum worth a claim row, token base units. */
  readonly minRow: bigint;
  /** Unclaimed sum at which everything is claimed, token base units. */
  readonly claimValue: bigint;
  /** Seconds a voucher lives. */
  readonly voucherLife: number;
  /** Largest request body, bytes. */
  readonly bodyLimit: number;
  /** Largest response that is held back until it is paid, bytes. */
  readonly heldLimit: number;
  /** Seconds a service may take to answer. */
  readonly toolTimeout: number;
  /** Seconds between two health checks of a service. */
  readonly probeInterval: number;
  /** Seconds between two reads of the index. */
  readonly indexInterval: number;
  /** Milliseconds between two looks at the chain. */
  readonly chainInterval: number;
  /** Whether services may live at private addresses. By default only on the local chain. */
  readonly privateUpstreams: boolean;
  readonly webDist: string;
  readonly logLevel: string;
}

export const LOCAL_CHAIN_ID = 31337;

/** Thrown when the environment cannot be used: one line for each variable that is wrong. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

/**
 * Reads the configuration from environment variables; empty ones count as absent.
 * @throws EnvError naming each variable that is missing or wrong and what it should be.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => path[0] as keyof typeof variables.shape));
    throw new EnvError([...names].map((name) => complaint(name, given[name])).join("\n"));
  }
  const env = parsed.data;
  if (env.VOUCHER_LIFE < 2 * env.CLAIM_AGE) {
    throw new EnvError(complaint("VOUCHER_LIFE", String(env.VOUCHER_LIFE)));
  }
  return {
    port: env.GATEWAY_PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.GATEWAY_PORT}`,
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    indexUrl: env.INDEX_URL,
    databaseUrl: env.DATABASE_URL,
    storeDir: env.STORE_DIR,
    gatewayAddress: env.GATEWAY_ADDRESS,
    settlerKey: env.SETTLER_KEY,
    receiptKey: env.RECEIPT_KEY,
    jwtKey: env.JWT_KEY,
    safe: env.SAFE,
    claimAge: env.CLAIM_AGE,
    minRow: env.MIN_ROW,
    claimValue: env.CLAIM_VALUE,
    voucherLife: env.VOUCHER_LIFE,
    bodyLimit: env.BODY_LIMIT,
    heldLimit: env.HELD_LIMIT,
    toolTimeout: env.TOOL_TIMEOUT,
    probeInterval: env.PROBE_INTERVAL,
    indexInterval: env.INDEX_INTERVAL,
    chainInterval: env.CHAIN_INTERVAL,
    privateUpstreams: env.PRIVATE_UPSTREAMS
      ? env.PRIVATE_UPSTREAMS === "allow"
      : env.CHAIN_ID === LOCAL_CHAIN_ID,
    webDist: env.WEB_DIST,
    logLevel: env.LOG_LEVEL,
  };
}

/** Secrets are never repeated in a complaint. */
function complaint(name: keyof typeof variables.shape, value: string | undefined): string {
  const shown = value === undefined ? "missing" : /KEY|DATABASE/.test(name) ? "not usable" : `"${value}"`;
  return `${name} is ${shown}: it should be ${variables.shape[name].description}.`;
}
