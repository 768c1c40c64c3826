import { useMemo } from "react";
import type { Health } from "../lib/catalogue.ts";
import { useStoaConfig } from "../lib/config.ts";
import { filterServices, type ListedService } from "../lib/marketplace-filter.ts";
import type { MarketplaceSearch } from "../lib/marketplace-search.ts";
import { useCatalogue } from "./use-catalogue.ts";
import { useServices } from "./use-services.ts";

const NO_HEALTHS: ReadonlyMap<string, Health> = new Map();

/** Services that people can find (switched off ones cannot), those that pass the search, and their health. */
export function useMarketplace(search: MarketplaceSearch) {
  const { decimals } = useStoaConfig().token;
  const { data: services, isPending, error } = useServices();
  const { data: healths = NO_HEALTHS } = useCatalogue();
  const all = useMemo<ListedService[]>(
    () =>
      (services ?? [])
        .filter(({ status }) => status !== "inactive")
        .map((service) => ({ service, health: healths.get(service.name)?.state ?? "unknown" })),
    [services, healths],
  );
  const shown = useMemo(() => filterServices(all, search, decimals), [all, search, decimals]);
  return { all, shown, healths, isPending, error };
}
