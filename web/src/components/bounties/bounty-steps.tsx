import { useBountySteps } from "../../hooks/use-bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import type { schema } from "../../lib/index-client.ts";
import { AddressText } from "../address-text.tsx";
import { StepsCard } from "../steps-card.tsx";

const LABEL: Record<(typeof schema.bountyStep.$inferSelect)["kind"], string> = {
  opened: "Reward set aside",
  submitted: "Report handed in",
  disputed: "Put before the Court",
  accepted: "Report accepted",
  rejected: "Report rejected by the Court",
  refunded: "Reward sent back",
};

/** What was done about a bounty, and by whom. */
export function BountySteps({ bountyId, now }: { bountyId: bigint; now: bigint }) {
  const { token } = useStoaConfig();
  const { data: steps } = useBountySteps(bountyId);
  return (
    <StepsCard
      now={now}
      steps={steps?.map((step) => ({
        id: step.id,
        time: step.time,
        what: (
          <>
            {LABEL[step.kind]} by <AddressText address={step.party} />
            {step.amount > 0n && `, ${formatMoney(step.amount, token)}`}
          </>
        ),
      }))}
    />
  );
}
