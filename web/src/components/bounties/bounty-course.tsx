import { useBountyBounds } from "../../hooks/use-bounty-bounds.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration, formatMoney } from "../../lib/format.ts";
import { CourseCard } from "../course-card.tsx";

/** How a bounty goes, with the bounds and the time that are in force. */
export function BountyCourse() {
  const { token } = useStoaConfig();
  const bounds = useBountyBounds();
  if (!bounds) return null;
  return (
    <CourseCard
      title="How a bounty goes"
      steps={[
        [
          "Set aside",
          `A sponsor leaves a reward, ${formatMoney(bounds.reward.least, token)} at least, for a report on one version of a service.`,
        ],
        [
          "Handed in",
          "An auditor hands a report in, with the bond that the sponsor asks for. The first report counts.",
        ],
        [
          "Looked at",
          `Within ${formatDuration(bounds.reviewWindow)} the sponsor accepts it, or goes to court. Silence accepts it.`,
        ],
        [
          "Paid",
          "The auditor has the reward and the bond, and the report is on record for the version. If the Court rejects it, the bond is the sponsor’s and the bounty is open again.",
        ],
      ]}
    />
  );
}
