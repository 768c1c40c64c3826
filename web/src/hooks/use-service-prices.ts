import { inArray } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import type { CoveredService } from "../lib/plans.ts";

/** Names of these services, and what a call of each costs by its terms. */
export function useServicePrices(serviceIds: readonly bigint[]): (id: bigint) => CoveredService {
  const ids = [...new Set(serviceIds)];
  const { data: services = [] } = useQuery({
    queryKey: [INDEX_KEY, "service-prices", ids.map(String)],
    queryFn: () => {
      const { id, name, model, maxPrice } = schema.service;
      return index.db.select({ id, name, model, maxPrice }).from(schema.service).where(inArray(id, ids));
    },
    enabled: ids.length > 0,
    placeholderData: (earlier) => earlier,
  });
  return (id) => {
    const found = services.find((service) => service.id === id);
    if (!found) return { name: `Service ${id}`, price: undefined, isMost: false };
    const { name, model, maxPrice } = found;
    return {
      name: name ?? `Service ${id}`,
      price: model === "free" ? 0n : (maxPrice ?? undefined),
      isMost: model !== "perCall",
    };
  };
}
