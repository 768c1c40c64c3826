import { desc, isNotNull } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { useReadContract } from "wagmi";
import { membersAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** Whoever is a member now, the loudest first. */
export function useMembers() {
  return useQuery({
    queryKey: [INDEX_KEY, "members"],
    queryFn: () =>
      index.db
        .select()
        .from(schema.member)
        .where(isNotNull(schema.member.since))
        .orderBy(desc(schema.member.multiplierBps), desc(schema.member.enrolledAt))
        .limit(200),
  });
}

/** A membership as the chain has it, with its newest multiplier and from when that counts. */
export function useMembership(account: Address) {
  const { contracts } = useStoaConfig();
  const members = { address: contracts.Members, abi: membersAbi } as const;
  const query = { refetchInterval: 8_000 };
  const { data: member } = useReadContract({ ...members, functionName: "memberOf", args: [account], query });
  const { data: level } = useReadContract({ ...members, functionName: "level", args: [account], query });
  return member && level ? { ...member, multiplierBps: level[0], countsFrom: level[1] } : undefined;
}

/** What new members put up, base units of STOA, and how long a voice matures and an exit takes, seconds. */
export function useMemberTerms() {
  const { contracts } = useStoaConfig();
  const members = { address: contracts.Members, abi: membersAbi } as const;
  const query = { staleTime: Infinity };
  const { data: bond } = useReadContract({
    ...members,
    functionName: "bond",
    query: { staleTime: 60_000 },
  });
  const { data: maturity } = useReadContract({ ...members, functionName: "MATURITY", query });
  const { data: exitDelay } = useReadContract({ ...members, functionName: "EXIT_DELAY", query });
  return bond === undefined || maturity === undefined || exitDelay === undefined
    ? undefined
    : { bond, maturity, exitDelay };
}
