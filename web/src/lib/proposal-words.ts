/** Where a proposal is, in words. */
import type { ProposalState, Windows } from "../../../indexer/proposal-state.ts";
import type { Tone } from "../components/ui/badge.tsx";

/** In the order of `ProposalState` in OpenZeppelin's IGovernor.sol. */
const STATES: readonly ProposalState[] = [
  "pending",
  "active",
  "cancelled",
  "defeated",
  "succeeded",
  "queued",
  "expired",
  "executed",
];

/** @param number as the Governor numbers it */
export function proposalStateOf(number: number): ProposalState {
  const state = STATES[number];
  if (!state) throw new RangeError(`The Governor has no state ${number}.`);
  return state;
}

export const PROPOSAL_STATE_LABEL: Record<ProposalState, { label: string; tone: Tone; effect: string }> = {
  pending: { label: "Pending", tone: "neutral", effect: "The vote has not begun." },
  active: { label: "Voting", tone: "accent", effect: "Both houses vote." },
  cancelled: {
    label: "Cancelled",
    tone: "neutral",
    effect: "It was taken back, or the guardian stopped it.",
  },
  defeated: { label: "Defeated", tone: "negative", effect: "It did not pass." },
  succeeded: { label: "Passed", tone: "positive", effect: "Anybody can queue it now." },
  queued: {
    label: "Queued",
    tone: "caution",
    effect: "It waits for its delay, then anybody can execute it.",
  },
  expired: { label: "Expired", tone: "neutral", effect: "It passed, and nobody carried it out in time." },
  executed: { label: "Executed", tone: "positive", effect: "It is in force." },
};

/** In the order of the Governor's ballots. */
export const SUPPORTS = ["against", "for", "abstain"] as const;
export type Support = (typeof SUPPORTS)[number];

export const SUPPORT_LABEL: Record<Support, { label: string; tone: Tone }> = {
  for: { label: "For", tone: "positive" },
  against: { label: "Against", tone: "negative" },
  abstain: { label: "Abstain", tone: "neutral" },
};

export interface ProposalTimes {
  readonly snapshot: bigint;
  readonly deadline: bigint;
  readonly eta: bigint | null;
}

/** What comes next by the clock, and when (Unix seconds); undefined for what is over. */
export function nextMoment(
  state: ProposalState,
  { snapshot, deadline, eta }: ProposalTimes,
  { queueWindow, executionWindow }: Windows,
  now: bigint,
): { readonly what: string; readonly at: bigint } | undefined {
  switch (state) {
    case "pending":
      return { what: "Voting begins", at: snapshot + 1n };
    case "active":
      return { what: "Voting ends", at: deadline + 1n };
    case "succeeded":
      return { what: "Must be queued", at: deadline + queueWindow };
    case "queued":
      if (eta === null) return undefined;
      return now < eta
        ? { what: "Can be executed", at: eta }
        : { what: "Must be executed", at: eta + executionWindow };
    default:
      return undefined;
  }
}

/** What a text ends with that only its proposer may propose: for the Governor to read. */
const PROPOSER = /#proposer=0x[0-9a-f]{40}$/i;

/** The text without its first line, which is the title. */
export function descriptionBody(description: string): string {
  return description.trimStart().replace(PROPOSER, "").split("\n").slice(1).join("\n").trim();
}

/** One text for the chain: a title, an empty line, the rest. */
export function describe(title: string, body: string): string {
  return body.trim() ? `# ${title.trim()}\n\n${body.trim()}` : `# ${title.trim()}`;
}
