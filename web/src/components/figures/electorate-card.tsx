import type { Figures } from "../../lib/figures.ts";
import { formatBps } from "../../lib/format.ts";
import { formatStoa } from "../../lib/stoa.ts";
import { Fact } from "../fact.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Meter } from "../ui/meter.tsx";

/** How much of the supply can vote and does, and how many persons have a voice. */
export function ElectorateCard({ figures }: { figures: Figures }) {
  const { supply, votes, delegated, delegatedBps, voices, maturingVoices } = figures;
  return (
    <Card aria-label="Who can vote" className="pb-5">
      <CardHeader
        title="Who can vote"
        description="What waits for its claim, its schedule or a payment votes for nobody, and counts in no quorum."
      />
      <dl className="grid grid-cols-2 gap-5 px-5 pt-4 text-sm sm:grid-cols-4">
        <Fact label="Supply">{formatStoa(supply)}</Fact>
        <Fact label="Can be voted with">{formatStoa(votes)}</Fact>
        <Fact label="Delegated">
          {formatStoa(delegated)}, {formatBps(delegatedBps)}
        </Fact>
        <Fact label="Voices">
          {voices}
          {maturingVoices > 0 && `, ${maturingVoices} more soon`}
        </Fact>
      </dl>
      <div className="px-5 pt-4">
        <Meter label="Delegated of what can be voted with" value={delegated} most={votes} />
      </div>
    </Card>
  );
}
