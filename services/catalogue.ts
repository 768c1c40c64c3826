/** The five services as the demo lists them. Prices are in base units of USDC (6 decimals). */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { CATEGORIES, LANGUAGES } from "../contracts/manifest.ts";

type Price = { readonly model: "free" } | { readonly model: "perCall"; readonly price: bigint };

/** A period of calls at one price, beside the price of each. */
interface Plan {
  readonly name: string;
  /** Base units of USDC. */
  readonly price: bigint;
  /** Seconds. */
  readonly period: number;
  readonly calls: number;
}

export type ServiceName =
  "stoa/solidity" | "stoa/chart" | "stoa/scratchpad" | "stoa/chain" | "stoa/everything";

export interface Listing {
  readonly name: ServiceName;
  readonly title: string;
  /** At most 100 characters. */
  readonly description: string;
  readonly categories: readonly (typeof CATEGORIES)[number][];
  readonly language: (typeof LANGUAGES)[number];
  /** SPDX identifier. */
  readonly license: string;
  readonly port: number;
  /** Where the service listens (streamable HTTP). */
  readonly endpoint: string;
  readonly price: Price;
  readonly plan?: Plan;
  readonly semver: string;
  /** Folder of the released source, from which the code hash is taken. */
  readonly sourceFolder: string;
  /** Where that source can be had. */
  readonly uri: string;
}

type Described = Omit<Listing, "port" | "endpoint">;

/** A folder of this repository. */
function ours(name: string): Pick<Described, "sourceFolder" | "uri"> {
  return { sourceFolder: fileURLToPath(new URL(`./${name}`, import.meta.url)), uri: `services/${name}` };
}

const services: readonly Described[] = [
  {
    name: "stoa/solidity",
    title: "Solidity compiler",
    description: "Compiles Solidity with solc 0.8.35: ABI, bytecode, code size, errors and warnings by line.",
    categories: ["developer-tools", "blockchain"],
    language: "typescript",
    license: "MIT",
    price: { model: "perCall", price: 20_000n },
    semver: "1.0.0",
    ...ours("solidity"),
  },
  {
    name: "stoa/chart",
    title: "Chart renderer",
    description: "Draws line, area, bar, scatter, pie and donut charts from data, as SVG and PNG images.",
    categories: ["visualization", "data"],
    language: "typescript",
    license: "MIT",
    price: { model: "perCall", price: 100_000n },
    semver: "1.0.0",
    ...ours("chart"),
  },
  {
    name: "stoa/scratchpad",
    title: "SQL scratchpad",
    description:
      "A private PostgreSQL schema for each caller: create tables, load rows, run SQL, start over.",
    categories: ["data", "developer-tools"],
    language: "typescript",
    license: "MIT",
    price: { model: "perCall", price: 10_000n },
    plan: { name: "SQL scratchpad, a month", price: 1_000_000n, period: 30 * 86_400, calls: 500 },
    semver: "1.0.0",
    ...ours("scratchpad"),
  },
  {
    name: "stoa/chain",
    title: "Chain reader",
    description: "Decodes calldata and logs, reads contracts, balances, blocks and transactions. Free.",
    categories: ["blockchain", "data"],
    language: "typescript",
    license: "MIT",
    price: { model: "free" },
    semver: "1.0.0",
    ...ours("chain"),
  },
  {
    name: "stoa/everything",
    title: "Everything, the reference server",
    description: "The protocol's own test server: tools, resources, prompts, sampling and progress. Free.",
    categories: ["reference"],
    language: "typescript",
    license: "MIT AND Apache-2.0",
    price: { model: "free" },
    semver: "2026.8.31",
    sourceFolder: dirname(
      fileURLToPath(import.meta.resolve("@modelcontextprotocol/server-everything/dist/index.js")),
    ),
    uri: "https://www.npmjs.com/package/@modelcontextprotocol/server-everything/v/2026.8.31",
  },
];

/** The listings with their ports counted from `firstPort`. */
export function listingsFrom(firstPort: number): readonly Listing[] {
  return services.map((service, index) => {
    const port = firstPort + index;
    return { ...service, port, endpoint: `http://localhost:${port}/mcp` };
  });
}

/** On the demo's own ports, 4101 to 4105. */
export const demoListings = listingsFrom(4101);
