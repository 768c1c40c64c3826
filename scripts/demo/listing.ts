/** One service of the demo as its publisher describes it; the rest of a listing follows from this. */
import { sha256, type Hex } from "viem";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import {
  canonicalHash,
  manifestSchema,
  STOA_META,
  type CATEGORIES,
  type LANGUAGES,
  type Manifest,
} from "../../contracts/manifest.ts";
import { toolsHash } from "../../gateway/catalogue/tools-hash.ts";
import type { Tool } from "../../gateway/catalogue/types.ts";

/** Token base units. `perTool`: a tool that `prices` does not name costs `maxPrice`. */
export type DemoPrice =
  | { readonly model: "free" }
  | { readonly model: "perCall"; readonly price: bigint }
  | {
      readonly model: "perTool";
      readonly maxPrice: bigint;
      readonly prices: Readonly<Record<string, bigint>>;
    };

/** A period of calls at one price (token base units, seconds). */
export interface DemoPlan {
  readonly name: string;
  readonly price: bigint;
  readonly period: number;
  readonly calls: number;
}

export interface DemoListing {
  /** `namespace/name`. */
  readonly name: string;
  readonly title: string;
  /** At most 100 characters. */
  readonly description: string;
  readonly categories: readonly (typeof CATEGORIES)[number][];
  readonly language: (typeof LANGUAGES)[number];
  /** SPDX identifier. */
  readonly license: string;
  /** Where the service listens (streamable HTTP). */
  readonly endpoint: string;
  readonly price: DemoPrice;
  readonly plan?: DemoPlan;
  readonly semver: string;
  /** Folder of the released source, from which the code hash is taken. */
  readonly sourceFolder: string;
  /** Where that source can be had. */
  readonly uri: string;
}

/** The manifest of a listing whose endpoint offers `tools`. Throws when the listing breaks the manifest's rules. */
export function manifestOf(listing: DemoListing, tools: readonly Tool[]): Manifest {
  const prices = priceTable(listing.price);
  return manifestSchema.parse({
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: listing.name,
    title: listing.title,
    description: listing.description,
    version: listing.semver,
    remotes: [{ type: "streamable-http", url: listing.endpoint }],
    _meta: {
      [STOA_META]: {
        categories: listing.categories,
        language: listing.language,
        license: listing.license,
        ...(prices ? { prices } : {}),
        toolsHash: toolsHash(tools),
      },
    },
  });
}

/** The manifest's price table, which `pricesHash` of the terms covers. */
export function priceTable(price: DemoPrice): Record<string, string> | undefined {
  if (price.model !== "perTool") return undefined;
  return Object.fromEntries(Object.entries(price.prices).map(([tool, amount]) => [tool, amount.toString()]));
}

/** SHA-256 over the RFC 8785 bytes of the folder's files, each path with the SHA-256 of its content. */
export function codeHashOf(folder: string): Hex {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(sep).includes("node_modules"));
  if (files.length === 0) throw new Error(`There is no source in ${folder}.`);
  return canonicalHash(
    Object.fromEntries(
      files.map((path) => [relative(folder, path).split(sep).join("/"), sha256(readFileSync(path))]),
    ),
  );
}
