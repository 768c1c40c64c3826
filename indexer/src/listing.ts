/** What a manifest says, and whether to believe it. Its bytes are a publisher's word: they may be anything at all. */
import { bytesToHex, hexToBytes, type Hex } from "viem";
import { canonicalBytes, manifestSchema, STOA_META, type Manifest } from "../../contracts/manifest.ts";

export interface Reading {
  /** Null when the bytes are no manifest. */
  readonly manifest: Manifest | null;
  /** What is wrong, in words. */
  readonly manifestProblem: string | null;
}

const LONGEST_PROBLEM = 300;

/** Reads the bytes of a `VersionPublished` event. Never throws. */
export function readManifest(bytes: Hex): Reading {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(hexToBytes(bytes));
    const value: unknown = JSON.parse(text);
    const parsed = manifestSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return unreadable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a manifest"}`);
    }
    if (!isStorable(parsed.data)) return unreadable("holds characters that are no text");
    // Whoever hashes the same server.json must find the hash that is on chain.
    if (bytesToHex(canonicalBytes(value)) !== bytes) return unreadable("not in canonical form (RFC 8785)");
    return { manifest: parsed.data, manifestProblem: null };
  } catch {
    return unreadable("not JSON in UTF-8");
  }
}

/** The columns of a service that come from its newest manifest: empty unless it is one and names this service. */
export function describeListing(name: string | null, { manifest, manifestProblem }: Reading) {
  if (!manifest) return { ...EMPTY, manifestProblem, searchText: searchText(name) };
  if (manifest.name !== name) {
    return { ...EMPTY, manifestProblem: `names ${manifest.name}`, searchText: searchText(name) };
  }
  const { title, description, remotes } = manifest;
  const { categories, language, license, author, toolsHash } = manifest._meta[STOA_META];
  return {
    manifestValid: true,
    manifestProblem: null,
    manifest,
    title: title ?? null,
    description,
    categories,
    language,
    license,
    author: author ?? null,
    endpoint: remotes[0]?.url ?? null,
    toolsHash: toolsHash as Hex,
    searchText: searchText(name, title, description, ...categories),
  };
}

const EMPTY = {
  manifestValid: false,
  manifest: null,
  title: null,
  description: null,
  categories: [] as string[],
  language: null,
  license: null,
  author: null,
  endpoint: null,
  toolsHash: null,
};

function unreadable(problem: string): Reading {
  return { manifest: null, manifestProblem: problem.slice(0, LONGEST_PROBLEM) };
}

/** PostgreSQL's jsonb takes no NUL and no lone surrogate. */
function isStorable(manifest: Manifest): boolean {
  let storable = true;
  const check = (text: unknown) => {
    if (typeof text === "string" && (text.includes("\0") || !text.isWellFormed())) storable = false;
  };
  JSON.stringify(manifest, (key, value: unknown) => {
    check(key);
    check(value);
    return value;
  });
  return storable;
}

function searchText(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ").toLowerCase();
}
