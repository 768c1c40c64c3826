/** Where a proposal is, and whether it passes: as the Governor has it, from a row of the index and the chain's time. */
import { TIER_ROLES } from "../contracts/roles.ts";
import type { proposal } from "./schema/dao/governor.ts";

export type ProposalState =
  "pending" | "active" | "cancelled" | "defeated" | "succeeded" | "queued" | "expired" | "executed";

type Row = typeof proposal.$inferSelect;
export type Votes = Pick<
  Row,
  | "role"
  | "quorum"
  | "approvalBps"
  | "minVoices"
  | "overridable"
  | "powerFor"
  | "powerAgainst"
  | "powerAbstain"
  | "voiceFor"
  | "voiceAgainst"
  | "voices"
>;
export type Proposal = Votes &
  Pick<Row, "snapshot" | "deadline" | "queuedAt" | "eta" | "executedAt" | "cancelledAt">;

/** StoaGovernor's constants, seconds. */
export interface Windows {
  /** After the deadline, within which a passed proposal can be queued. */
  readonly queueWindow: bigint;
  /** After its eta, within which a queued one can be executed. */
  readonly executionWindow: bigint;
}

export interface Outcome {
  /** For and Abstain are enough. */
  readonly quorate: boolean;
  /** The power house approves. */
  readonly approved: boolean;
  /** How it gets past the voice house; null while that stops it. */
  readonly past: "voices" | "override" | "fewVoices" | null;
  readonly passes: boolean;
}

const WHOLE = 10_000n;
/** For's share that a constitutional change needs while few members vote, basis points. */
export const FEW_VOICES_APPROVAL = 8_000n;

/** @param now chain time, Unix seconds; the deadline's own second still counts */
export function proposalState(row: Proposal, now: bigint, windows: Windows): ProposalState {
  if (row.executedAt !== null) return "executed";
  if (row.cancelledAt !== null) return "cancelled";
  if (now <= row.snapshot) return "pending";
  if (now <= row.deadline) return "active";
  if (row.eta !== null) return now >= row.eta + windows.executionWindow ? "expired" : "queued";
  if (!outcomeOf(row).passes) return "defeated";
  return now >= row.deadline + windows.queueWindow ? "expired" : "succeeded";
}

/** What the ballots up to now make of it. */
export function outcomeOf(row: Votes): Outcome {
  const { powerFor, powerAgainst, powerAbstain, quorum } = row;
  const cast = powerFor + powerAgainst;
  const quorate = powerFor + powerAbstain >= quorum;
  // More than half, whatever the tier asks beside it.
  const approved = powerFor > powerAgainst && powerFor * WHOLE >= cast * BigInt(row.approvalBps);
  const past = pastVoices(row, quorum);
  return { quorate, approved, past, passes: quorate && approved && past !== null };
}

function pastVoices(row: Votes, quorum: bigint): Outcome["past"] {
  const { powerFor, powerAgainst, role, minVoices, voices } = row;
  if (row.voiceFor > row.voiceAgainst) return "voices";
  const cast = powerFor + powerAgainst;
  const twoThirds = powerFor * 3n >= cast * 2n;
  const twiceQuorum = powerFor >= quorum * 2n;
  if (row.overridable && twoThirds && twiceQuorum) return "override";
  if (voices >= minVoices) return null;
  const enough =
    role === TIER_ROLES.CONSTITUTION
      ? powerFor * WHOLE >= cast * FEW_VOICES_APPROVAL && twiceQuorum
      : twoThirds;
  return enough ? "fewVoices" : null;
}
