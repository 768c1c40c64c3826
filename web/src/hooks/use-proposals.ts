import { desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** All proposals, newest first. */
export function useProposals() {
  return useQuery({
    queryKey: [INDEX_KEY, "proposals"],
    queryFn: () => index.db.select().from(schema.proposal).orderBy(desc(schema.proposal.id)).limit(200),
  });
}

/** One proposal, null when there is none of this number. */
export function useProposal(id: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "proposal", String(id)],
    queryFn: async () => {
      const found = await index.db.select().from(schema.proposal).where(eq(schema.proposal.id, id)).limit(1);
      return found[0] ?? null;
    },
  });
}

/** Its ballots, the most power first. */
export function useBallots(proposalId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "ballots", String(proposalId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.ballot)
        .where(eq(schema.ballot.proposalId, proposalId))
        .orderBy(desc(schema.ballot.power), desc(schema.ballot.voice))
        .limit(500),
  });
}

/** What an account has voted on, newest first. */
export function useOwnBallots(voter: Address | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "own-ballots", voter],
    enabled: voter !== undefined,
    queryFn: () =>
      index.db
        .select()
        .from(schema.ballot)
        .where(eq(schema.ballot.voter, (voter?.toLowerCase() ?? "0x") as Hex))
        .orderBy(desc(schema.ballot.time))
        .limit(200),
  });
}
