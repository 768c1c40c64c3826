import { eq } from "@ponder/client";
import type { Hex } from "viem";
import { index, schema } from "./index-client.ts";

/** Most plans of one service that the site looks at. */
const MOST = 100;

/** Ids of the plans that name a service. */
export async function plansCovering(serviceId: bigint): Promise<Hex[]> {
  const named = await index.db
    .select({ planId: schema.planService.planId })
    .from(schema.planService)
    .where(eq(schema.planService.serviceId, serviceId))
    .limit(MOST);
  return named.map(({ planId }) => planId);
}
