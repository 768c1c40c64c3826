/**
 * The service manifest: the MCP registry's `server.json`
 * (https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json), one remote, and Stoa's part under
 * its own `_meta` key. Its hash on chain is SHA-256 over its RFC 8785 bytes, which `list` and `publishVersion` emit.
 */
import canonicalize from "canonicalize";
import { sha256, stringToBytes, type Hex } from "viem";
import { z } from "zod";

export const STOA_META = "dev.stoa/listing";

export const CATEGORIES = [
  "developer-tools",
  "data",
  "visualization",
  "blockchain",
  "reference",
  "security",
  "communication",
  "ai",
  "other",
] as const;
export const LANGUAGES = ["typescript", "javascript", "python", "go", "rust", "other"] as const;

/** `namespace/name`, the MCP registry's rule. */
export const serviceNameSchema = z
  .string()
  .min(3)
  .max(200)
  .regex(
    /^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/,
    "namespace/name: letters, digits, '.', '-' (and '_' in the name)",
  );

const price = z.string().regex(/^(0|[1-9][0-9]{0,28})$/, "token base units");

export const listingSchema = z.object({
  categories: z.array(z.enum(CATEGORIES)).min(1).max(3),
  language: z.enum(LANGUAGES),
  license: z.string().max(60),
  author: z.string().max(100).optional(),
  /** Price of each tool in token base units when the terms' model is PerTool; a tool that is not named costs maxPrice. */
  prices: z.record(z.string(), price).optional(),
  /** SHA-256 over the RFC 8785 bytes of the endpoint's tools list at listing, sorted by name: drift is an alert. */
  toolsHash: z.string().regex(/^0x[a-f0-9]{64}$/),
});

export const manifestSchema = z.object({
  $schema: z.string().optional(),
  name: serviceNameSchema,
  title: z.string().max(100).optional(),
  description: z.string().min(1).max(100),
  version: z.string().min(1).max(255),
  repository: z.object({ url: z.url({ protocol: /^https?$/ }), source: z.string() }).optional(),
  websiteUrl: z.url({ protocol: /^https?$/ }).optional(),
  remotes: z
    .array(z.object({ type: z.literal("streamable-http"), url: z.url({ protocol: /^https?$/ }) }))
    .length(1),
  _meta: z.object({ [STOA_META]: listingSchema }),
});
export type Manifest = z.output<typeof manifestSchema>;

/** RFC 8785 bytes of a manifest (NFC-normalised), as they are emitted on chain. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return canonicalBytes(manifest);
}

/** RFC 8785 bytes of any JSON value, NFC-normalised. */
export function canonicalBytes(value: unknown): Uint8Array {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("only JSON values have canonical bytes");
  return stringToBytes(text.normalize("NFC"));
}

/** SHA-256 over the RFC 8785 bytes of any JSON value. */
export function canonicalHash(value: unknown): Hex {
  return sha256(canonicalBytes(value));
}
