import { useArbitrator, useBondRule, useCourtWindows } from "../../hooks/use-court.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatBps, formatDuration, formatMoney, isSameAddress } from "../../lib/format.ts";
import { CourseCard } from "../course-card.tsx";

/** How a case goes, with the times and the bond that a new one has. */
export function CaseCourse() {
  const { contracts, token } = useStoaConfig();
  const windows = useCourtWindows();
  const rule = useBondRule();
  const council = isSameAddress(useArbitrator(), contracts.CouncilArbitrator);
  if (!windows || !rule) return null;
  const { answer, rule: ruling, appeal, vote } = windows;
  const arbitrator = council ? "the audit council" : "the arbitrator";
  return (
    <CourseCard
      title="How a case goes"
      steps={[
        [
          "Opened",
          `A challenger says what happened and puts up a bond: ${formatBps(Number(rule.bps))} of what is at stake, ${formatMoney(rule.minimum, token)} at least.`,
        ],
        [
          "Answered",
          `Within ${formatDuration(answer)} the respondent denies it, with a bond as high, or admits it.`,
        ],
        [
          "Ruled on",
          `Within ${formatDuration(ruling)} more ${arbitrator} rules. Without a ruling every bond goes back.`,
        ],
        [
          "Appealed",
          `Within ${formatDuration(appeal)} anybody can ask all token holders for the other outcome, for twice the bond. It ends within ${formatDuration(vote)}.`,
        ],
        [
          "Carried out",
          "Anybody can then carry out what was decided. The loser’s bond is halved between the winner and the Treasury.",
        ],
      ]}
    />
  );
}
