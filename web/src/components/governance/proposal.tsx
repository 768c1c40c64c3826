import { Link, notFound } from "@tanstack/react-router";
import { useConnection } from "wagmi";
import { proposalState } from "../../../../indexer/proposal-state.ts";
import { useAppealedCase } from "../../hooks/use-cases.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useExecutionDelay, useProposalState, useWindows } from "../../hooks/use-governor.ts";
import { useOwnBallots, useProposal } from "../../hooks/use-proposals.ts";
import { formatRelative } from "../../lib/format.ts";
import {
  descriptionBody,
  nextMoment,
  PROPOSAL_STATE_LABEL,
  proposalStateOf,
} from "../../lib/proposal-words.ts";
import { tierWords } from "../../lib/tiers.ts";
import { AddressText } from "../address-text.tsx";
import { PageHead } from "../page-head.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { BallotsCard } from "./ballots-card.tsx";
import { CallsCard } from "./calls-card.tsx";
import { CarryOutCard } from "./carry-out-card.tsx";
import { GovernanceLinks } from "./governance-links.tsx";
import { GuardianCard } from "./guardian-card.tsx";
import { ProposalStateBadge } from "./proposal-state-badge.tsx";
import { TierFacts } from "./tier-facts.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { VoteCard } from "./vote-card.tsx";
import { VotesCard } from "./votes-card.tsx";

/** One proposal: what it does, how it stands, and what can be done with it now. */
export function Proposal({ id }: { id: bigint }) {
  const { address } = useConnection();
  const now = useChainTime();
  const windows = useWindows();
  const { data: proposal, isPending, error } = useProposal(id);
  const { data: onChain } = useProposalState(id);
  const { data: own = [] } = useOwnBallots(address);
  const { data: appealed } = useAppealedCase(id);
  const executionDelay = useExecutionDelay(proposal?.role);
  if (error) throw error;
  if (isPending || !windows || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="mt-12 h-64 w-full rounded-xl" />
      </div>
    );
  if (!proposal) throw notFound();

  const { title, description, proposer, role, time, snapshot, deadline } = proposal;
  // What the chain says counts; the index says it until the chain has answered.
  const state = onChain === undefined ? proposalState(proposal, now, windows) : proposalStateOf(onChain);
  const next = nextMoment(state, proposal, windows, now);
  const body = descriptionBody(description);
  const { label, covers } = tierWords(role);

  return (
    <>
      <title>{`${title} · Stoa`}</title>
      <PageHead
        title={`${id}. ${title || "Without a title"}`}
        description={
          <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
            <ProposalStateBadge state={state} />
            {next ? `${next.what} ${formatRelative(next.at, now)}.` : PROPOSAL_STATE_LABEL[state].effect}
            <span className="inline-flex items-center gap-1.5">
              By <AddressText address={proposer} copy />
            </span>
            {appealed && (
              <Link to="/court/$id" params={{ id: String(appealed) }} className="text-accent hover:underline">
                Case {String(appealed)}
              </Link>
            )}
          </span>
        }
        actions={<GovernanceLinks />}
      />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 grid-cols-1 content-start gap-5">
          {address && <CarryOutCard proposal={proposal} state={state} account={address} now={now} />}
          {address && <GuardianCard key={address} proposal={proposal} state={state} account={address} />}
          {address && state === "active" && (
            <VoteCard
              key={address}
              proposalId={id}
              voter={address}
              snapshot={snapshot}
              cast={own.find(({ proposalId }) => proposalId === id)?.support}
            />
          )}
          <VotesCard votes={proposal} quorum={now > snapshot ? proposal.quorum : undefined} state={state} />
          <CallsCard calls={proposal.calls} />
          {body && (
            <Card aria-label="Description" className="pb-5">
              <CardHeader title="Why" />
              <p className="px-5 pt-3 text-sm whitespace-pre-line text-ink-soft [overflow-wrap:anywhere]">
                {body}
              </p>
            </Card>
          )}
          <BallotsCard proposalId={id} />
        </div>
        <div className="grid min-w-0 grid-cols-1 content-start gap-5">
          <TimelineCard proposal={proposal} state={state} windows={windows} now={now} />
          <Card aria-label="Tier" className="pb-5">
            <CardHeader title={`Tier: ${label}`} description={covers} />
            <div className="px-5 pt-4">
              <TierFacts
                tier={{
                  ...proposal,
                  votingDelay: Number(snapshot - time),
                  votingPeriod: Number(deadline - snapshot),
                  executionDelay,
                }}
              />
            </div>
          </Card>
        </div>
      </div>
    </>
  );
}
