import { STAGE_LABEL, type DisputeStage } from "../../lib/charge-disputes.ts";
import { Badge } from "../ui/badge.tsx";

export function StageBadge({ stage }: { stage: DisputeStage }) {
  const { label, tone, effect } = STAGE_LABEL[stage];
  return (
    <Badge tone={tone} title={effect}>
      {label}
    </Badge>
  );
}
