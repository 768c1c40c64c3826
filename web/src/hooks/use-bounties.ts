import { and, asc, desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import type { Bounty } from "../lib/bounties.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** Audit bounties, newest first. */
export function useBounties({
  state,
  serviceId,
}: {
  readonly state?: Bounty["state"] | undefined;
  readonly serviceId?: bigint | undefined;
}) {
  return useQuery({
    queryKey: [INDEX_KEY, "bounties", state, String(serviceId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.bounty)
        .where(
          and(
            state && eq(schema.bounty.state, state),
            serviceId === undefined ? undefined : eq(schema.bounty.serviceId, serviceId),
          ),
        )
        .orderBy(desc(schema.bounty.id))
        .limit(100),
  });
}

/** One bounty; null when there is none of this number. */
export function useBounty(bountyId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "bounty", String(bountyId)],
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.bounty)
        .where(eq(schema.bounty.id, bountyId))
        .limit(1);
      return found[0] ?? null;
    },
  });
}

/** What was done about a bounty, oldest first. */
export function useBountySteps(bountyId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "bounty-steps", String(bountyId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.bountyStep)
        .where(eq(schema.bountyStep.bountyId, bountyId))
        .orderBy(asc(schema.bountyStep.time), asc(schema.bountyStep.id))
        .limit(50),
  });
}

/** Rewards and bonds that an account may collect, and has collected; null before the first. */
export function useBountyPurse(account: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "bounty-purse", account],
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.bountyPurse)
        .where(eq(schema.bountyPurse.account, account.toLowerCase() as Hex))
        .limit(1);
      return found[0] ?? null;
    },
  });
}
