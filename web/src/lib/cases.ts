/** Where a case before the Court is, in words, and who can do what next. The contract decides; this says it before anything is signed. */
import type { Address } from "viem";
import type { Tone } from "../components/ui/badge.tsx";
import { isSameAddress } from "./format.ts";
import type { schema } from "./index-client.ts";

export type CourtCase = typeof schema.courtCase.$inferSelect;
export type CaseStep = typeof schema.caseStep.$inferSelect;
type Outcome = NonNullable<CourtCase["outcome"]>;

export const CASE_KINDS = ["stake", "bond", "charge", "review", "bounty"] as const;

export const KIND_LABEL: Record<CourtCase["kind"], { label: string; claim: string }> = {
  stake: { label: "Stake", claim: "The publisher broke a promise; the stake pays." },
  bond: { label: "Bond", claim: "Claims on the gateway’s bond are forged and become void." },
  charge: { label: "Charge", claim: "The call that was charged has failed; its price comes back." },
  review: { label: "Review", claim: "The review is no honest one and is struck." },
  bounty: { label: "Bounty", claim: "The report does not deserve its bounty." },
};

export const OUTCOME_LABEL: Record<Outcome, { label: string; tone: Tone }> = {
  refused: { label: "Nobody decided", tone: "neutral" },
  upheld: { label: "For the challenger", tone: "accent" },
  rejected: { label: "Against the challenger", tone: "neutral" },
};

export type CaseStage =
  "answering" | "hearing" | "unruled" | "appealable" | "final" | "voting" | "unvoted" | "decided" | "closed";

const RUNNING = { open: "answering", answered: "hearing", ruled: "appealable", appealed: "voting" } as const;

/** @param now chain time, Unix seconds; a deadline's own second still counts */
export function caseStageOf(
  { state, deadline, ruleBy }: Pick<CourtCase, "state" | "deadline" | "ruleBy">,
  now: bigint,
): CaseStage {
  if (state === "closed" || state === "decided") return state;
  if (state === "open" || state === "answered") {
    if (now > ruleBy) return "unruled";
    return state === "open" && now > deadline ? "hearing" : RUNNING[state];
  }
  if (now <= deadline) return RUNNING[state];
  return state === "ruled" ? "final" : "unvoted";
}

/** Whether anybody can carry it out now. */
export function canExecute(stage: CaseStage): boolean {
  return stage === "decided" || stage === "unruled" || stage === "final" || stage === "unvoted";
}

export const STAGE_WORDS: Record<CaseStage, { label: string; tone: Tone; effect: string }> = {
  answering: {
    label: "Waits for an answer",
    tone: "accent",
    effect: "The respondent can stand up to it or admit it. The arbitrator rules all the same.",
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
    effect: "Anyone can appeal to all token holders until then. After that the ruling stands.",
  },
  final: { label: "The ruling stands", tone: "caution", effect: "Anyone can carry it out now." },
  voting: {
    label: "Appealed",
    tone: "accent",
    effect: "Token holders vote on the other outcome. Without their decision in time the ruling stands.",
  },
  unvoted: {
    label: "No vote in time",
    tone: "caution",
    effect: "The ruling stands, and anyone can carry it out now.",
  },
  decided: { label: "Decided", tone: "caution", effect: "Anyone can carry it out now." },
  closed: { label: "Closed", tone: "neutral", effect: "Bonds can be collected by whom they belong to." },
};

const STEP_LABEL: Record<CaseStep["kind"], string> = {
  opened: "Opened",
  answered: "Answered, with a bond as high",
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

/** What opening a case costs that holds or asks for `atStake`, token base units: as CourtParameters.sol counts it. */
export function caseBond(atStake: bigint, { minimum, bps }: BondRule): bigint {
  const part = (atStake * bps) / 10_000n;
  return part > minimum ? part : minimum;
}
