/** Which services a search shows, in what order, and how many each filter would leave. */
import { parseUnits } from "viem";
import type { HealthState } from "./catalogue.ts";
import type { MarketplaceSearch } from "./marketplace-search.ts";
import type { Service } from "./service-row.ts";

export interface ListedService {
  readonly service: Service;
  readonly health: HealthState;
}

type Facet = Exclude<keyof MarketplaceSearch, "sort">;
type Test = (entry: ListedService, search: MarketplaceSearch, decimals: number) => boolean;

const price = ({ service }: ListedService) => service.terms?.maxPrice ?? 0n;
const isFree = ({ service }: ListedService) => service.terms?.model === "free";

/** One test per filter; a filter that is not set lets everything pass. */
const TESTS: { readonly [facet in Facet]: Test } = {
  q: ({ service }, { q = "" }) =>
    q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => `${service.name} ${service.searchText}`.toLowerCase().includes(word)),
  category: ({ service }, { category }) => !category || service.categories.includes(category),
  price: (entry, { price }) => !price || isFree(entry) === (price === "free"),
  max: (entry, { max }, decimals) => !max || price(entry) <= parseUnits(max.toFixed(decimals), decimals),
  health: ({ health }, search) => !search.health || health === search.health,
  language: ({ service }, { language }) => !language || service.language === language,
  class: ({ service }, search) => !search.class || service.terms?.class === search.class,
};

const facets = Object.keys(TESTS) as Facet[];
const compareBigints = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

const ORDERS: Record<
  NonNullable<MarketplaceSearch["sort"]>,
  (a: ListedService, b: ListedService) => number
> = {
  revenue: (a, b) => compareBigints(b.service.gross, a.service.gross),
  newest: (a, b) => compareBigints(b.service.registeredAt, a.service.registeredAt),
  price: (a, b) => compareBigints(price(a), price(b)),
  name: (a, b) => a.service.name.localeCompare(b.service.name),
};

export function filterServices(
  entries: readonly ListedService[],
  search: MarketplaceSearch,
  decimals: number,
): ListedService[] {
  const order = ORDERS[search.sort ?? "revenue"];
  return entries
    .filter((entry) => facets.every((facet) => TESTS[facet](entry, search, decimals)))
    .sort((a, b) => order(a, b) || a.service.name.localeCompare(b.service.name));
}

/** How many services would be left with `facet` set to `value` and the other filters as they are. */
export function countWith<F extends Facet>(
  entries: readonly ListedService[],
  search: MarketplaceSearch,
  facet: F,
  value: MarketplaceSearch[F],
  decimals: number,
): number {
  return filterServices(entries, { ...search, [facet]: value }, decimals).length;
}
