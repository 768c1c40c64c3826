import { BOUNTY_WORDS, type BountyStage } from "../../lib/bounties.ts";
import { Badge } from "../ui/badge.tsx";

export function BountyBadge({ stage }: { stage: BountyStage }) {
  const { label, tone, effect } = BOUNTY_WORDS[stage];
  return (
    <Badge tone={tone} title={effect} className="font-sans tracking-normal">
      {label}
    </Badge>
  );
}
