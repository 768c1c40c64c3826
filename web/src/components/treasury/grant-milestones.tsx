import { useState } from "react";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useMilestones } from "../../hooks/use-treasury.ts";
import { tokenAmount, type Budget, type TreasuryRequest } from "../../lib/treasury-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { MilestoneDialog } from "./milestone-dialog.tsx";

interface GrantMilestonesProps {
  grant: TreasuryRequest;
  budget: Budget;
  /** Of the budget's council. */
  member: boolean;
}

/** The steps of a grant: what is paid, and what a member of the council can ask to be paid. */
export function GrantMilestones({ grant, budget, member }: GrantMilestonesProps) {
  const context = useArgumentContext();
  const { data: milestones = [] } = useMilestones(grant.id);
  const [asking, setAsking] = useState<number>();
  return (
    <>
      <ul className="grid grid-cols-1 gap-2 text-ink-soft tabular-nums">
        {milestones.map(({ number, amount, requestId, paidAt }) => (
          <li key={number} className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <span>
              Milestone {number + 1}: {tokenAmount(amount, budget.token, context)}
            </span>
            {paidAt !== null && <Badge tone="positive">Paid</Badge>}
            {paidAt === null && requestId !== null && <span>last asked for as {String(requestId)}</span>}
            {member && grant.state === "running" && paidAt === null && (
              <Button size="sm" onClick={() => setAsking(number)}>
                Ask for milestone {number + 1}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking !== undefined && (
        <MilestoneDialog grantId={grant.id} milestone={asking} onClose={() => setAsking(undefined)} />
      )}
    </>
  );
}
