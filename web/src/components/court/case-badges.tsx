import { OUTCOME_LABEL, STAGE_WORDS, type CaseStage, type CourtCase } from "../../lib/cases.ts";
import { Badge } from "../ui/badge.tsx";

/** Where a case is; of a closed one, how it ended. */
export function CaseBadge({ stage, outcome }: { stage: CaseStage; outcome: CourtCase["outcome"] }) {
  const { label, tone, effect } = STAGE_WORDS[stage];
  if (stage === "closed" && outcome) {
    const ended = OUTCOME_LABEL[outcome];
    return <Badge tone={ended.tone}>{ended.label}</Badge>;
  }
  return (
    <Badge tone={tone} title={effect}>
      {label}
    </Badge>
  );
}
