/** The services' whole configuration, read from environment variables once. Nothing else here reads process.env. */
import { z } from "zod";

const list = z
  .string()
  .default("http://localhost:4000")
  .transform((text) => text.split(",").map((entry) => entry.trim().replace(/\/$/, "")))
  .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1));

const variables = z.object({
  HOST: z.string().default("127.0.0.1"),
  /** Of the one service that is started, or of the first of several. */
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  GATEWAYS: list,
  JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
  RPC_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:8545"),
});

export interface Env {
  readonly host: string;
  readonly port: number | undefined;
  /** The endpoint as it is listed, when callers reach it under another URL than host and port: its tokens' `aud`. */
  readonly publicUrl: string | undefined;
  /** Issuers whose tokens are taken. */
  readonly gateways: readonly { readonly issuer: string; readonly jwksUrl?: string }[];
  readonly rpcUrl: string;
}

/** Throws an Error that names each variable that is wrong. Empty variables count as absent. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    throw new Error(`The service cannot start. ${wrong.join("; ")}`);
  }
  const { HOST, PORT, PUBLIC_URL, GATEWAYS, JWKS_URL, RPC_URL } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    publicUrl: PUBLIC_URL,
    gateways: GATEWAYS.map((issuer) => ({ issuer, ...(JWKS_URL ? { jwksUrl: JWKS_URL } : {}) })),
    rpcUrl: RPC_URL,
  };
}
