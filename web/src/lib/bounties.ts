/** Where an audit bounty is, in words. The contract decides; this says it before anything is signed. */
import type { Tone } from "../components/ui/badge.tsx";
import type { schema } from "./index-client.ts";

export type Bounty = typeof schema.bounty.$inferSelect;

export const BOUNTY_STATES = ["open", "submitted", "disputed", "accepted", "refunded"] as const;

export type BountyStage =
  "open" | "expired" | "reviewing" | "overdue" | "disputed" | "unruled" | "accepted" | "refunded";

/** @param now chain time, Unix seconds; a deadline's own second still counts */
export function bountyStageOf(
  { state, submitBy, deadline }: Pick<Bounty, "state" | "submitBy" | "deadline">,
  now: bigint,
): BountyStage {
  switch (state) {
    case "open":
      return now > submitBy ? "expired" : "open";
    case "submitted":
      return deadline !== null && now > deadline ? "overdue" : "reviewing";
    case "disputed":
      return deadline !== null && now > deadline ? "unruled" : "disputed";
    case "accepted":
    case "refunded":
      return state;
  }
}

export const BOUNTY_WORDS: Record<BountyStage, { label: string; tone: Tone; effect: string }> = {
  open: { label: "Open", tone: "accent", effect: "An auditor can hand a report in until then." },
  expired: {
    label: "No report came",
    tone: "neutral",
    effect: "Anyone can send the reward back to its sponsor.",
  },
  reviewing: {
    label: "Report handed in",
    tone: "caution",
    effect: "The sponsor accepts it or goes to court. After that time it counts as accepted.",
  },
  overdue: {
    label: "Nobody objected",
    tone: "caution",
    effect: "Anyone can pay the auditor now.",
  },
  disputed: { label: "In court", tone: "accent", effect: "The reward waits for a ruling." },
  unruled: {
    label: "Nobody ruled",
    tone: "caution",
    effect: "Anyone can send the reward and the auditor’s bond back.",
  },
  accepted: { label: "Paid", tone: "positive", effect: "The auditor earned the reward." },
  refunded: { label: "Taken back", tone: "neutral", effect: "The reward went back to its sponsor." },
};
