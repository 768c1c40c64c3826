import type { ProposalState } from "../../../../indexer/proposal-state.ts";
import { PROPOSAL_STATE_LABEL } from "../../lib/proposal-words.ts";
import { Badge } from "../ui/badge.tsx";

export function ProposalStateBadge({ state }: { state: ProposalState }) {
  const { label, tone, effect } = PROPOSAL_STATE_LABEL[state];
  return (
    <Badge tone={tone} title={effect}>
      {label}
    </Badge>
  );
}
