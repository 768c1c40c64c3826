import { STOA_META } from "../../contracts/manifest.ts";
import type { Listing } from "./types.ts";

export interface SearchQuery {
  /** Words that must all occur; any order. */
  readonly q?: string | undefined;
  readonly category?: string | undefined;
  readonly model?: "free" | "perCall" | "perTool" | "perUnit" | undefined;
  readonly price?: "free" | "paid" | undefined;
  /** `listed`: active or in maintenance. */
  readonly status?: "active" | "maintenance" | "inactive" | "listed" | "all" | undefined;
  readonly health?: "up" | "down" | "unknown" | undefined;
  readonly language?: string | undefined;
  readonly class?: "selfHosted" | "hosted" | "managed" | undefined;
  /** Token base units. */
  readonly maxPrice?: bigint | undefined;
  /** Without one: best match first, then what earned most. */
  readonly sort?: "name" | "newest" | "price" | "popular" | undefined;
}

type Filter = Exclude<keyof SearchQuery, "q" | "sort">;

/** One test for each filter; one that is not set lets everything pass. */
export const FILTERS: { readonly [filter in Filter]: (listing: Listing, query: SearchQuery) => boolean } = {
  category: (listing, { category }) => !category || categoriesOf(listing).includes(category),
  model: ({ facts }, { model }) => !model || facts.model === model,
  price: (listing, { price }) => !price || isFree(listing) === (price === "free"),
  status: ({ facts }, { status = "active" }) =>
    status === "all" || (status === "listed" ? facts.status !== "inactive" : facts.status === status),
  health: ({ health }, query) => !query.health || health.state === query.health,
  language: ({ manifest }, { language }) => !language || manifest._meta[STOA_META].language === language,
  class: ({ facts }, query) => !query.class || facts.class === query.class,
  maxPrice: (listing, { maxPrice }) => maxPrice === undefined || priceOf(listing) <= maxPrice,
};

export function isFree({ facts }: Listing): boolean {
  return facts.model === "free";
}

/** The listings that fit, in order. Status and price are the index's: good enough to look at, never to pay by. */
export function search(listings: readonly Listing[], query: SearchQuery): Listing[] {
  const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const filters = Object.values(FILTERS);
  return listings
    .filter((listing) => filters.every((passes) => passes(listing, query)))
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

function priceOf({ facts }: Listing): bigint {
  return facts.maxPrice ?? 0n;
}

/** 0 when a word is nowhere; a word in the name counts more than one in the description. */
function scoreOf(listing: Listing, words: readonly string[]): number {
  if (words.length === 0) return 1;
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
      return Number(priceOf(a) - priceOf(b));
    case "popular":
      return byUse(a, b);
    case undefined:
      return 0;
  }
}

function byUse(a: Listing, b: Listing): number {
  return Number(b.facts.gross - a.facts.gross) || a.name.localeCompare(b.name);
}
