import { Link } from "@tanstack/react-router";
import { proposalState, type Windows } from "../../../../indexer/proposal-state.ts";
import { formatRelative, formatTime } from "../../lib/format.ts";
import type { schema } from "../../lib/index-client.ts";
import { nextMoment, SUPPORT_LABEL, type Support } from "../../lib/proposal-words.ts";
import { tierWords } from "../../lib/tiers.ts";
import { Badge } from "../ui/badge.tsx";
import { ProposalStateBadge } from "./proposal-state-badge.tsx";
import { VotesSummary } from "./votes-summary.tsx";

interface ProposalItemProps {
  proposal: typeof schema.proposal.$inferSelect;
  windows: Windows;
  /** Chain time, Unix seconds. */
  now: bigint;
  /** How the connected account has voted. */
  own?: Support | undefined;
}

/** One proposal of the list: where it is, how both houses stand, and what comes next. */
export function ProposalItem({ proposal, windows, now, own }: ProposalItemProps) {
  const { id, title, role, time } = proposal;
  const state = proposalState(proposal, now, windows);
  const next = nextMoment(state, proposal, windows, now);
  const { label, covers } = tierWords(role);
  return (
    <li className="grid gap-x-8 gap-y-4 px-5 py-5 md:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <ProposalStateBadge state={state} />
          <Badge tone="outline" title={covers}>
            {label}
          </Badge>
          {own && <Badge tone={SUPPORT_LABEL[own].tone}>You voted {SUPPORT_LABEL[own].label}</Badge>}
        </p>
        <h3 className="mt-2 font-medium [overflow-wrap:anywhere]">
          <Link
            to="/governance/$id"
            params={{ id: String(id) }}
            className="hover:text-accent hover:underline"
          >
            {String(id)}. {title || "Without a title"}
          </Link>
        </h3>
        <p className="mt-1 text-sm text-ink-muted tabular-nums" title={next && formatTime(next.at)}>
          {next ? `${next.what} ${formatRelative(next.at, now)}` : `Proposed ${formatRelative(time, now)}`}
        </p>
      </div>
      <VotesSummary votes={proposal} />
    </li>
  );
}
