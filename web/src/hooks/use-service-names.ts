import { inArray } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** What these services are called; `Service 7` for one that has no name, or is not read yet. */
export function useServiceNames(serviceIds: readonly bigint[]): (id: bigint) => string {
  const ids = [...new Set(serviceIds)];
  const { data: services = [] } = useQuery({
    queryKey: [INDEX_KEY, "service-names", ids.map(String)],
    queryFn: () =>
      index.db
        .select({ id: schema.service.id, name: schema.service.name })
        .from(schema.service)
        .where(inArray(schema.service.id, ids)),
    enabled: ids.length > 0,
    placeholderData: (earlier) => earlier,
  });
  return (id) => services.find((service) => service.id === id)?.name ?? `Service ${id}`;
}
