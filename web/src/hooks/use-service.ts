import { eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import { withNextTerms } from "../lib/service-query.ts";
import { toService } from "../lib/service-row.ts";
import { useChainTime } from "./use-chain-time.ts";

/** One service by its `namespace/name`, null when the index has none. */
export function useService(name: string) {
  const now = useChainTime() ?? 0n;
  return useQuery({
    queryKey: [INDEX_KEY, "service", name],
    queryFn: async () => {
      const rows = await index.db.select().from(schema.service).where(eq(schema.service.name, name)).limit(1);
      return (await withNextTerms(rows))[0] ?? null;
    },
    select: (row) => (row ? (toService(row.service, row.next, now) ?? null) : null),
  });
}
