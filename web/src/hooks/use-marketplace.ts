import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { listSchema } from "../lib/catalogue.ts";
import { useStoaConfig } from "../lib/config.ts";
import { gatewayGet } from "../lib/gateway.ts";
import { servicesQuery, type MarketplaceSearch } from "../lib/marketplace-search.ts";

/** One page of the services that people can find and that fit the search, and what each filter would leave. */
export function useMarketplace(search: MarketplaceSearch) {
  const { decimals } = useStoaConfig().token;
  const query = servicesQuery(search, decimals);
  return useQuery({
    queryKey: ["gateway", "services", query],
    queryFn: () => gatewayGet(`/v1/services?${query}`, listSchema),
    // The list stays where it is while the next one comes.
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}
