/** Where a case before the Court is, in words, and who can do what next. The contract decides; this says it before anything is signed. */
import type { Address } from "viem";
import type { Tone } from "../components/ui/badge.tsx";
import { isSameAddress } from "./format.ts";
import type { schema } from "./index-client.ts";

export type CourtCase = typeof schema.courtCase.$inferSelect;
export type CaseStep = typeof schema.caseStep.$inferSelect;
type Outcome = NonNullable<CourtCase["outcome"]>;

export const CASE_KINDS = ["stake", "bond", "charge", "review", "bounty"] as const;

interface KindWords {
  readonly label: string;
  readonly claim: string;
  /** What a ruling for the challenger does, and one against him, beside the bonds. */
  readonly upheld: string;
  readonly rejected: string;
}

export const KIND_LABEL: Record<CourtCase["kind"], KindWords> = {
  stake: {
    label: "Stake",
    claim: "The publisher broke a promise; the stake pays.",
    upheld:
      "What is asked for is taken from the stake: the named clients have theirs first, the rest is halved between the challenger and the Treasury.",
    rejected: "The stake is free again.",
  },
  bond: {
    label: "Bond",
    claim: "Claims on the gateway’s bond are forged and become void.",
    upheld: "What is asked for of the claims is void, and the bond does not pay it.",
    rejected: "The claims stand, and share the bond.",
  },
  charge: {
    label: "Charge",
    claim: "The call that was charged has failed; its price comes back.",
    upheld: "The payer has the price of the call back.",
    rejected: "The charge stands.",
  },
  review: {
    label: "Review",
    claim: "The review is no honest one and is struck.",
    upheld: "The review is struck: it counts for nothing any more.",
    rejected: "The review stays.",
  },
  bounty: {
    label: "Bounty",
    claim: "The report does not deserve its bounty.",
    upheld: "The sponsor gets the auditor’s bond of the bounty, and the bounty is open again.",
    rejected: "The report is accepted, and its auditor paid.",
  },
};

export const OUTCOME_LABEL: Record<Outcome, { label: string; tone: Tone }> = {
  refused: { label: "Nobody decided", tone: "neutral" },
  upheld: { label: "For the challenger", tone: "accent" },
  rejected: { label: "Against the challenger", tone: "neutral" },
};

export type CaseStage =
  "answering" | "hearing" | "unruled" | "appealable" | "final" | "voting" | "unvoted" | "decided" | "closed";

const RUNNING = { open: "answering", answered: "hearing", ruled: "appealable", appealed: "voting" } as const;

type Times = Pick<CourtCase, "deadline" | "ruleBy">;

/**
 * @param now chain time, Unix seconds; a deadline's own second still counts
 * @param voteLost whether the vote on an appeal can change nothing any more, which ends it before its deadline
 */
export function caseStageOf(
  { state, deadline, ruleBy }: Times & Pick<CourtCase, "state">,
  now: bigint,
  voteLost = false,
): CaseStage {
  if (state === "closed" || state === "decided") return state;
  if (state === "open" || state === "answered") {
    if (now > ruleBy) return "unruled";
    return state === "open" && now > deadline ? "hearing" : RUNNING[state];
  }
  const over = now > deadline || (state === "appealed" && voteLost);
  if (!over) return RUNNING[state];
  return state === "ruled" ? "final" : "unvoted";
}

/** Unix seconds until which a stage lasts, inclusive; undefined where nothing waits for time. */
export function caseUntil({ deadline, ruleBy }: Times, stage: CaseStage): bigint | undefined {
  if (stage === "hearing") return ruleBy;
  return stage === "answering" || stage === "appealable" || stage === "voting" ? deadline : undefined;
}

/** Whether anybody can carry it out now. */
export function canExecute(stage: CaseStage): boolean {
  return stage === "decided" || stage === "unruled" || stage === "final" || stage === "unvoted";
}

export const STAGE_WORDS: Record<CaseStage, { label: string; tone: Tone; effect: string }> = {
  answering: {
    label: "Waits for an answer",
    tone: "accent",
    effect:
      "The respondent can deny it, with a bond as high as the challenger’s, or admit it. The arbitrator rules even when no answer comes.",
  },
  hearing: {
    label: "Waits for a ruling",
    tone: "accent",
    effect: "Without a ruling in time nothing is decided, and every bond goes back.",
  },
  unruled: {
    label: "Nobody ruled",
    tone: "caution",
    effect: "Whoever carries it out now gives every bond back.",
  },
  appealable: {
    label: "Ruled",
    tone: "caution",
    effect: "Anyone can appeal to all token holders, once. Without an appeal the ruling stands.",
  },
  final: { label: "The ruling stands", tone: "caution", effect: "Anyone can carry it out now." },
  voting: {
    label: "Appealed",
    tone: "accent",
    effect: "Token holders vote on the other outcome. Without their decision in time the ruling stands.",
  },
  unvoted: {
    label: "The appeal failed",
    tone: "caution",
    effect: "The vote did not change the ruling. It stands, and anyone can carry it out now.",
  },
  decided: { label: "Decided", tone: "caution", effect: "Anyone can carry it out now." },
  closed: {
    label: "Closed",
    tone: "neutral",
    effect: "It is carried out. Whoever got a bond back or won one collects it on the Court’s page.",
  },
};

const STEP_LABEL: Record<CaseStep["kind"], string> = {
  opened: "Opened",
  answered: "Denied",
  conceded: "Admitted",
  ruled: "The arbitrator ruled",
  appealed: "Appealed to the token holders",
  appealResolved: "The token holders decided",
  closed: "Carried out",
};

export function stepLabel({ kind, outcome }: Pick<CaseStep, "kind" | "outcome">): string {
  const label = STEP_LABEL[kind];
  return outcome && kind !== "appealed" ? `${label}: ${OUTCOME_LABEL[outcome].label.toLowerCase()}` : label;
}

/** Whether a wallet answers a case: the respondent, and of a stake's case whoever controls the service. */
export function mayAnswer(
  found: CourtCase,
  account: Address | undefined,
  owner: Address | undefined,
): boolean {
  return (
    isSameAddress(account, found.respondent) || (found.kind === "stake" && isSameAddress(account, owner))
  );
}

/** @property minimum token base units. @property bps of what the case holds or asks for. */
export interface BondRule {
  readonly minimum: bigint;
  readonly bps: bigint;
}

/** Who somebody is in a case, as people call it; undefined for a stranger. */
export function partyOf(
  { challenger, respondent, appellant }: Pick<CourtCase, "challenger" | "respondent" | "appellant">,
  account: Address,
): string | undefined {
  if (isSameAddress(account, challenger)) return "Challenger";
  if (isSameAddress(account, respondent)) return "Respondent";
  return appellant !== null && isSameAddress(account, appellant) ? "Appellant" : undefined;
}

/** What opening a case costs that holds or asks for `atStake`, token base units: as CourtParameters.sol counts it. */
export function caseBond(atStake: bigint, { minimum, bps }: BondRule): bigint {
  const part = (atStake * bps) / 10_000n;
  return part > minimum ? part : minimum;
}
