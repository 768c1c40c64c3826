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

/** Unix seconds until which a stage lasts, inclusive; undefined where nothing waits for time. */
export function bountyUntil(
  { submitBy, deadline }: Pick<Bounty, "submitBy" | "deadline">,
  stage: BountyStage,
): bigint | undefined {
  if (stage === "open") return submitBy;
  return stage === "reviewing" || stage === "disputed" ? (deadline ?? undefined) : undefined;
}

export const BOUNTY_WORDS: Record<BountyStage, { label: string; tone: Tone; effect: string }> = {
  open: { label: "Open", tone: "accent", effect: "It waits for a report." },
  expired: {
    label: "No report came",
    tone: "neutral",
    effect: "The time for it is over. Anybody can send the reward back to its sponsor.",
  },
  reviewing: {
    label: "Report handed in",
    tone: "caution",
    effect:
      "The sponsor accepts it, or goes to court if it does not deserve the reward. Silence is an acceptance.",
  },
  overdue: {
    label: "Nobody objected",
    tone: "caution",
    effect:
      "The sponsor let the time pass, so the report counts as accepted. Anybody can have the auditor paid.",
  },
  disputed: {
    label: "In court",
    tone: "accent",
    effect: "The Court decides whether the report deserves the reward, which waits for it.",
  },
  unruled: {
    label: "Nobody ruled",
    tone: "caution",
    effect: "The Court gave no ruling in time. Anybody can have the reward and the auditor’s bond sent back.",
  },
  accepted: {
    label: "Accepted",
    tone: "positive",
    effect: "The auditor earned the reward, and collects it with the bond on the bounties’ page.",
  },
  refunded: {
    label: "Taken back",
    tone: "neutral",
    effect: "The reward is its sponsor’s again, who collects it on the bounties’ page.",
  },
};
