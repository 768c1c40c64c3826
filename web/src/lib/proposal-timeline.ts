/** What happened to a proposal, and what comes when. */
import type { ProposalState, Windows } from "../../../indexer/proposal-state.ts";

export interface TimedProposal {
  readonly time: bigint;
  readonly snapshot: bigint;
  readonly deadline: bigint;
  readonly extendedAt: bigint | null;
  readonly queuedAt: bigint | null;
  readonly eta: bigint | null;
  readonly executedAt: bigint | null;
  readonly cancelledAt: bigint | null;
}

export interface Moment {
  readonly what: string;
  /** Unix seconds. */
  readonly at: bigint;
}

/** In the order of time. What cannot happen any more is left out. */
export function timelineOf(
  proposal: TimedProposal,
  state: ProposalState,
  { queueWindow, executionWindow }: Windows,
): Moment[] {
  const { time, snapshot, deadline, extendedAt, queuedAt, eta, executedAt, cancelledAt } = proposal;
  const moments: (Moment | false)[] = [
    { what: "Proposed", at: time },
    { what: "Snapshot, voting begins", at: snapshot },
    extendedAt !== null && { what: "Extended, since the outcome turned late", at: extendedAt },
    { what: "Voting ends", at: deadline },
    state === "succeeded" && { what: "Must be queued by", at: deadline + queueWindow },
    queuedAt !== null && { what: "Queued", at: queuedAt },
    eta !== null && { what: "Can be executed", at: eta },
    eta !== null && state !== "executed" && { what: "Must be executed by", at: eta + executionWindow },
    state === "expired" && eta === null && { what: "Expired, nobody queued it", at: deadline + queueWindow },
    executedAt !== null && { what: "Executed", at: executedAt },
  ];
  const known = moments.filter((moment): moment is Moment => moment !== false);
  if (cancelledAt === null) return known.sort((a, b) => Number(a.at - b.at));
  const before = known.filter(({ at }) => at <= cancelledAt);
  return [...before.sort((a, b) => Number(a.at - b.at)), { what: "Cancelled", at: cancelledAt }];
}
