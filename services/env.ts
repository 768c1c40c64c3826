/** The services' whole configuration, read from environment variables once. Nothing else here reads process.env. */
import { isAddress, type Address } from "viem";
import { z } from "zod";
import type { TrustedGateway } from "../sdk/verifier/create-upstream-verifier.ts";

const address = z.custom<Address>((text) => typeof text === "string" && isAddress(text), "not an address");

const gateway = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine(({ hash }) => hash === "" || isAddress(hash.slice(1)), "what follows # is no address")
  .transform(({ origin, hash }) => ({ issuer: origin, ...(hash ? { address: hash.slice(1) } : {}) }));

const list = z
  .string()
  .default("http://localhost:4000")
  .transform((text) => text.split(",").map((entry) => entry.trim()))
  .pipe(z.array(gateway).min(1));

const variables = z
  .object({
    HOST: z.string().default("127.0.0.1"),
    /** Of the one service that is started, or of the first of several. */
    PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Origins, each with `#` and its address where the registry is given: https://gateway.example#0x… */
    GATEWAYS: list,
    GATEWAY_REGISTRY: address.optional(),
    JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
    RPC_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:8545"),
  })
  .refine(
    ({ GATEWAYS, GATEWAY_REGISTRY }) => !GATEWAY_REGISTRY || GATEWAYS.every((each) => "address" in each),
    { path: ["GATEWAYS"], message: "with GATEWAY_REGISTRY each needs # and its address at the end" },
  );

export interface Env {
  readonly host: string;
  readonly port: number | undefined;
  /** The endpoint as it is listed, when callers reach it under another URL than host and port: its tokens' `aud`. */
  readonly publicUrl: string | undefined;
  /** Issuers whose tokens are taken. */
  readonly gateways: readonly TrustedGateway[];
  /** Holds the gateways' bonds, a share of which each may owe; without it there is no limit. */
  readonly gatewayRegistry: Address | undefined;
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
  const { HOST, PORT, PUBLIC_URL, GATEWAYS, GATEWAY_REGISTRY, JWKS_URL, RPC_URL } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    publicUrl: PUBLIC_URL,
    gateways: GATEWAYS.map((each) => ({ ...each, ...(JWKS_URL ? { jwksUrl: JWKS_URL } : {}) })),
    gatewayRegistry: GATEWAY_REGISTRY,
    rpcUrl: RPC_URL,
  };
}
