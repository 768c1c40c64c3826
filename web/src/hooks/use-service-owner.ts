import { eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** Who owns a service; null when nobody has listed it. */
export function useServiceOwner(serviceId: bigint | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "service-owner", String(serviceId)],
    enabled: serviceId !== undefined,
    queryFn: async () => {
      const found = await index.db
        .select({ owner: schema.service.owner })
        .from(schema.service)
        .where(eq(schema.service.id, serviceId ?? 0n))
        .limit(1);
      return found[0]?.owner ?? null;
    },
  });
}
