import { useCaseSteps } from "../../hooks/use-cases.ts";
import { stepLabel } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { StepsCard } from "../steps-card.tsx";

/** What was done in a case, and by whom. */
export function CaseSteps({ caseId, now }: { caseId: bigint; now: bigint }) {
  const { token } = useStoaConfig();
  const { data: steps } = useCaseSteps(caseId);
  return (
    <StepsCard
      now={now}
      steps={steps?.map((step) => ({
        id: step.id,
        time: step.time,
        what: (
          <>
            {stepLabel(step)}
            {step.party && (
              <>
                {" "}
                by <AddressText address={step.party} />
              </>
            )}
            {step.bond !== null && step.bond > 0n && `, bond ${formatMoney(step.bond, token)}`}
          </>
        ),
      }))}
    />
  );
}
