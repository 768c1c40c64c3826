import { desc, eq, or } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import { withNextTerms } from "../lib/service-query.ts";
import { toService, type Service } from "../lib/service-row.ts";
import { useChainTime } from "./use-chain-time.ts";

/** Services that `account` owns or is paid for, newest first. */
export function useMyServices(account: Address) {
  const now = useChainTime() ?? 0n;
  const holder = account.toLowerCase() as Hex;
  return useQuery({
    queryKey: [INDEX_KEY, "my-services", holder],
    queryFn: async () =>
      withNextTerms(
        await index.db
          .select()
          .from(schema.service)
          .where(or(eq(schema.service.owner, holder), eq(schema.service.payee, holder)))
          .orderBy(desc(schema.service.registeredAt))
          .limit(200),
      ),
    select: (rows): Service[] =>
      rows
        .map(({ service, next }) => toService(service, next, now))
        .filter((service) => service !== undefined),
  });
}
