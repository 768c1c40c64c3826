import { Vote } from "lucide-react";
import { useConnection } from "wagmi";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useWindows } from "../../hooks/use-governor.ts";
import { useOwnBallots, useProposals } from "../../hooks/use-proposals.ts";
import { problemOf } from "../../lib/errors.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ProposalItem } from "./proposal-item.tsx";

/** All proposals, newest first. */
export function ProposalList() {
  const { address } = useConnection();
  const now = useChainTime();
  const windows = useWindows();
  const { data: proposals, error } = useProposals();
  const { data: own = [] } = useOwnBallots(address);
  if (error)
    return (
      <Notice tone="negative" title="The proposals could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!proposals || !windows || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="h-48 w-full rounded-xl" />
      </div>
    );
  if (proposals.length === 0)
    return (
      <EmptyState icon={Vote} title="No proposal yet" className="rounded-xl border border-dashed">
        Whoever has enough voting power can make the first one.
      </EmptyState>
    );
  return (
    <Card aria-label="Proposals" className="overflow-hidden">
      <h2 className="sr-only">Proposals</h2>
      <ul className="divide-y">
        {proposals.map((proposal) => (
          <ProposalItem
            key={String(proposal.id)}
            proposal={proposal}
            windows={windows}
            now={now}
            own={own.find(({ proposalId }) => proposalId === proposal.id)?.support}
          />
        ))}
      </ul>
    </Card>
  );
}
