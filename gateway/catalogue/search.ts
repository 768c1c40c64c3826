import { STOA_META } from "../../contracts/manifest.ts";
import type { Listing } from "./types.ts";

export interface SearchQuery {
  /** Words that must all occur; any order. */
  readonly q?: string;
  readonly category?: string;
  readonly model?: "free" | "perCall" | "perTool" | "perUnit";
  readonly status?: "active" | "maintenance" | "inactive" | "all";
  /** Token base units. */
  readonly maxPrice?: bigint;
  /** Without one: best match first, then what earned most. */
  readonly sort?: "name" | "newest" | "price" | "popular";
}

/** The listings that fit, in order. Status and price are the index's: good enough to look at, never to pay by. */
export function search(listings: readonly Listing[], query: SearchQuery): Listing[] {
  const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const status = query.status ?? "active";
  return listings
    .filter(({ facts }) => status === "all" || facts.status === status)
    .filter(({ facts }) => query.model === undefined || facts.model === query.model)
    .filter(({ facts }) => query.maxPrice === undefined || (facts.maxPrice ?? 0n) <= query.maxPrice)
    .filter((listing) => !query.category || categoriesOf(listing).includes(query.category))
    .map((listing) => ({ listing, score: scoreOf(listing, words) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) => byWish(query.sort, a.listing, b.listing) || b.score - a.score || byUse(a.listing, b.listing),
    )
    .map(({ listing }) => listing);
}

function categoriesOf({ manifest }: Listing): readonly string[] {
  return manifest._meta[STOA_META].categories;
}

/** 0 when a word is nowhere; a word in the name counts more than one in the description. */
function scoreOf(listing: Listing, words: readonly string[]): number {
  const { name, manifest, tools } = listing;
  const places: [text: string, weight: number][] = [
    [name, 8],
    [manifest.title ?? "", 8],
    [categoriesOf(listing).join(" "), 4],
    [manifest.description, 2],
    [tools.map((tool) => `${tool.name} ${tool.description ?? ""}`).join(" "), 1],
  ];
  let score = 1;
  for (const word of words) {
    const weights = places.filter(([text]) => text.toLowerCase().includes(word)).map(([, weight]) => weight);
    if (weights.length === 0) return 0;
    score += Math.max(...weights);
  }
  return score;
}

function byWish(sort: SearchQuery["sort"], a: Listing, b: Listing): number {
  switch (sort) {
    case "name":
      return a.name.localeCompare(b.name);
    case "newest":
      return Number(b.facts.registeredAt - a.facts.registeredAt);
    case "price":
      return Number((a.facts.maxPrice ?? 0n) - (b.facts.maxPrice ?? 0n));
    case "popular":
      return byUse(a, b);
    case undefined:
      return 0;
  }
}

function byUse(a: Listing, b: Listing): number {
  return Number(b.facts.gross - a.facts.gross) || a.name.localeCompare(b.name);
}
