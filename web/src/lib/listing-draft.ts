/** A service as its publisher fills it in, and what goes on chain for it. */
import { bytesToHex, isHex, zeroHash, type Hex } from "viem";
import type { z } from "zod";
import {
  canonicalHash,
  manifestBytes,
  manifestSchema,
  STOA_META,
  type CATEGORIES,
  type LANGUAGES,
  type Manifest,
} from "../../../contracts/manifest.ts";
import { parseAmount, type Token } from "./format.ts";

export type DraftModel = "free" | "perCall" | "perTool";

export interface ListingDraft {
  readonly endpoint: string;
  /** `namespace/name`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly categories: readonly (typeof CATEGORIES)[number][];
  readonly language: (typeof LANGUAGES)[number];
  readonly license: string;
  readonly repository: string;
  readonly semver: string;
  readonly codeHash: string;
  /** Where the released artifact can be had. */
  readonly uri: string;
  readonly model: DraftModel;
  /** As typed. */
  readonly price: string;
  /** As typed, by tool; an empty one costs `price`. */
  readonly toolPrices: Readonly<Record<string, string>>;
  readonly chargeOnError: boolean;
}

export const EMPTY_DRAFT: ListingDraft = {
  endpoint: "",
  name: "",
  title: "",
  description: "",
  categories: [],
  language: "typescript",
  license: "MIT",
  repository: "",
  semver: "1.0.0",
  codeHash: "",
  uri: "",
  model: "perCall",
  price: "0.01",
  toolPrices: {},
  chargeOnError: false,
};

export type DraftErrors = Readonly<Partial<Record<keyof ListingDraft, string>>>;

/** IServiceRegistry.PriceModel; the class is self-hosted, as the site lists only those. */
const MODELS = { free: 0, perCall: 1, perTool: 2 } as const;
const SELF_HOSTED = 0;

/** The manifest's price table; undefined unless each tool has its own price. */
export function priceTable(
  { model, toolPrices }: ListingDraft,
  token: Token,
): Record<string, string> | undefined {
  if (model !== "perTool") return undefined;
  const table: Record<string, string> = {};
  for (const [tool, text] of Object.entries(toolPrices)) {
    const amount = parseAmount(text, token);
    if (amount !== undefined) table[tool] = amount.toString();
  }
  return table;
}

/** Terms as the registry takes them. The most a call may cost is the highest of all prices. */
export function draftTerms(draft: ListingDraft, token: Token) {
  const prices = priceTable(draft, token);
  const amounts = [parseAmount(draft.price, token) ?? 0n, ...Object.values(prices ?? {}).map(BigInt)];
  return {
    model: MODELS[draft.model],
    class: SELF_HOSTED,
    chargeOnError: draft.chargeOnError,
    direct: false,
    maxPrice:
      draft.model === "free" ? 0n : amounts.reduce((most, amount) => (amount > most ? amount : most), 0n),
    pricesHash: prices ? canonicalHash(prices) : zeroHash,
  };
}

function unchecked(draft: ListingDraft, toolsHash: Hex, token: Token) {
  const prices = priceTable(draft, token);
  return {
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: draft.name,
    ...(draft.title ? { title: draft.title } : {}),
    description: draft.description,
    version: draft.semver,
    ...(draft.repository
      ? { repository: { url: draft.repository, source: new URL(draft.repository).host } }
      : {}),
    remotes: [{ type: "streamable-http", url: draft.endpoint }],
    _meta: {
      [STOA_META]: {
        categories: draft.categories,
        language: draft.language,
        license: draft.license,
        ...(prices ? { prices } : {}),
        toolsHash,
      },
    },
  };
}

/** Where a problem of the manifest belongs in the form. */
function fieldOf({ path }: z.core.$ZodIssue): keyof ListingDraft {
  if (path[0] === "_meta") return (path[2] ?? "categories") as keyof ListingDraft;
  if (path[0] === "remotes") return "endpoint";
  if (path[0] === "version") return "semver";
  return path[0] as keyof ListingDraft;
}

const WORDS: Partial<Record<keyof ListingDraft, string>> = {
  name: "namespace/name, with letters, digits, '.' and '-'.",
  description: "One to a hundred characters.",
  categories: "Choose one to three.",
};

/** Checks a draft. With no errors, `manifest` is what will be published. */
export function checkDraft(
  draft: ListingDraft,
  toolsHash: Hex,
  token: Token,
): { readonly errors: DraftErrors; readonly manifest: Manifest | undefined } {
  const errors: Record<string, string> = {};
  if (draft.repository && !URL.canParse(draft.repository)) errors["repository"] = "A URL is needed.";
  const parsed = errors["repository"]
    ? undefined
    : manifestSchema.safeParse(unchecked(draft, toolsHash, token));
  for (const issue of parsed?.error?.issues ?? []) {
    const field = fieldOf(issue);
    errors[field] ??= WORDS[field] ?? issue.message;
  }
  if (!isHex(draft.codeHash) || draft.codeHash.length !== 66 || draft.codeHash === zeroHash)
    errors["codeHash"] = "The SHA-256 of your released artifact: choose the file, or paste 0x and 64 digits.";
  const price = parseAmount(draft.price, token);
  if (draft.model !== "free" && (price === undefined || price === 0n))
    errors["price"] = `A price above zero, with at most ${token.decimals} decimals.`;
  const badTool = Object.entries(draft.toolPrices).find(
    ([, text]) => text !== "" && parseAmount(text, token) === undefined,
  );
  if (draft.model === "perTool" && badTool)
    errors["toolPrices"] = `The price of ${badTool[0]} is not a number.`;
  return { errors, manifest: Object.keys(errors).length === 0 ? parsed?.data : undefined };
}

/** ERC-8004 registration file, inline: https://eips.ethereum.org/EIPS/eip-8004 */
export function registrationFile({ name, title, description, version }: Manifest, publicUrl: string): string {
  const file = {
    type: "https://eips.ethereum.org/EIPS/eip-8004#registration-v1",
    name: title ?? name,
    description,
    services: [{ name: "MCP", endpoint: `${publicUrl}/mcp/${name}`, version }],
    x402Support: true,
    active: true,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(file));
  return `data:application/json;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/** `Release` and manifest bytes, for `list` and `publishVersion`. */
export function draftRelease(draft: ListingDraft, manifest: Manifest) {
  return {
    release: { semver: draft.semver, codeHash: draft.codeHash as Hex, uri: draft.uri },
    manifest: bytesToHex(manifestBytes(manifest)),
  };
}
