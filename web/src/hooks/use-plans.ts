import { asc, desc, eq, inArray } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import { plansCovering } from "../lib/plans-covering.ts";

/** Plans that cover a service, cheapest first. */
export function usePlansOf(serviceId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "plans-of", String(serviceId)],
    queryFn: async () => {
      const ids = await plansCovering(serviceId);
      if (ids.length === 0) return [];
      return index.db
        .select()
        .from(schema.plan)
        .where(inArray(schema.plan.id, ids))
        .orderBy(asc(schema.plan.price))
        .limit(100);
    },
  });
}

/** The services of these plans, in each plan's order. */
export function usePlanServices(planIds: readonly Hex[]) {
  return useQuery({
    queryKey: [INDEX_KEY, "plan-services", planIds],
    enabled: planIds.length > 0,
    queryFn: () =>
      index.db
        .select()
        .from(schema.planService)
        .where(inArray(schema.planService.planId, [...planIds]))
        .orderBy(asc(schema.planService.position))
        .limit(500),
  });
}

/** What a payer has subscribed to, newest first, each with its plan. */
export function useSubscriptions(payer: Address | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "subscriptions", payer],
    enabled: payer !== undefined,
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.subscription)
        .where(eq(schema.subscription.payer, (payer ?? "0x").toLowerCase() as Hex))
        .orderBy(desc(schema.subscription.time))
        .limit(50);
      const ids = [...new Set(found.map(({ planId }) => planId))];
      if (ids.length === 0) return [];
      const plans = await index.db.select().from(schema.plan).where(inArray(schema.plan.id, ids)).limit(50);
      return found.flatMap((subscription) => {
        const plan = plans.find(({ id }) => id === subscription.planId);
        return plan ? [{ subscription, plan }] : [];
      });
    },
  });
}
