import { useQuery } from "@tanstack/react-query";
import { isNotNull } from "@ponder/client";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import { withNextTerms } from "../lib/service-query.ts";
import { toService, type Service } from "../lib/service-row.ts";
import { useChainTime } from "./use-chain-time.ts";

/** Most services that one page of the marketplace can hold and filter in the browser. */
const LIMIT = 500;

/** Every named service with the terms in force. */
export function useServices() {
  const now = useChainTime() ?? 0n;
  return useQuery({
    queryKey: [INDEX_KEY, "services"],
    queryFn: async () =>
      withNextTerms(
        await index.db.select().from(schema.service).where(isNotNull(schema.service.name)).limit(LIMIT),
      ),
    select: (rows): Service[] =>
      rows
        .map(({ service, next }) => toService(service, next, now))
        .filter((service) => service !== undefined),
  });
}
