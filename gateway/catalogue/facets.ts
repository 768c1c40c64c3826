/** How many services each value of a filter would leave, with all other filters as they are. */
import { STOA_META } from "../../contracts/manifest.ts";
import { FILTERS, isFree, type SearchQuery } from "./search.ts";
import type { Listing } from "./types.ts";

/** Values of a listing, by the facet that can be chosen. */
const VALUES = {
  category: ({ manifest }: Listing) => manifest._meta[STOA_META].categories,
  price: (listing: Listing) => [isFree(listing) ? "free" : "paid"],
  health: ({ health }: Listing) => [health.state],
  language: ({ manifest }: Listing) => [manifest._meta[STOA_META].language],
  class: ({ facts }: Listing) => (facts.class ? [facts.class] : []),
} as const;

export type Facet = keyof typeof VALUES;
export type Facets = { readonly [facet in Facet]: Readonly<Record<string, number>> };

/** `found` are the listings that fit the words and everything else but the facets. */
export function facetsOf(found: readonly Listing[], query: SearchQuery): Facets {
  const facets = Object.keys(VALUES) as Facet[];
  const counts = Object.fromEntries(facets.map((facet) => [facet, {} as Record<string, number>])) as Record<
    Facet,
    Record<string, number>
  >;
  for (const listing of found) {
    const failing = facets.filter((facet) => !FILTERS[facet](listing, query));
    if (failing.length > 1) continue;
    // Failing one facet, it counts for that one alone: there another choice would bring it in.
    for (const facet of failing.length === 1 ? failing : facets)
      for (const value of VALUES[facet](listing)) counts[facet][value] = (counts[facet][value] ?? 0) + 1;
  }
  return counts;
}
