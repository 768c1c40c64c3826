import { OUTCOME_LABEL, STAGE_WORDS, type CaseStage, type CourtCase } from "../../lib/cases.ts";
import { Badge } from "../ui/badge.tsx";

/** Beside a page's title it does not take the title's letters. */
const PLAIN = "font-sans tracking-normal";

/** Where a case is; of a closed one, how it ended. */
export function CaseBadge({ stage, outcome }: { stage: CaseStage; outcome: CourtCase["outcome"] }) {
  const { label, tone, effect } = STAGE_WORDS[stage];
  if (stage === "closed" && outcome) {
    const ended = OUTCOME_LABEL[outcome];
    return (
      <Badge tone={ended.tone} className={PLAIN}>
        {ended.label}
      </Badge>
    );
  }
  return (
    <Badge tone={tone} title={effect} className={PLAIN}>
      {label}
    </Badge>
  );
}
