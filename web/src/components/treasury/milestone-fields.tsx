import { Plus, X } from "lucide-react";
import type { ArgumentContext } from "../../lib/argument-text.ts";
import { EMPTY_MILESTONE, type MilestoneDraft } from "../../lib/request-draft.ts";
import { PlainArgument } from "../governance/plain-argument.tsx";
import { Button } from "../ui/button.tsx";

/** Grants.MOST_MILESTONES. */
const MOST = 24;

interface MilestoneFieldsProps {
  milestones: readonly MilestoneDraft[];
  /** With the budget's token. */
  context: ArgumentContext;
  onChange: (milestones: readonly MilestoneDraft[]) => void;
}

/** What a grant pays, for what, step by step. */
export function MilestoneFields({ milestones, context, onChange }: MilestoneFieldsProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {milestones.map((milestone, place) => {
        const change = (changed: Partial<MilestoneDraft>) =>
          onChange(milestones.with(place, { ...milestone, ...changed }));
        return (
          // Milestones have no names of their own; their place is all that tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <fieldset key={place} className="grid grid-cols-1 gap-4 rounded-lg border p-4">
            <legend className="px-1 text-sm font-medium">Milestone {place + 1}</legend>
            <PlainArgument
              label="Amount"
              unit="amount"
              type="uint128"
              value={milestone.amount}
              context={context}
              onChange={(amount) => change({ amount })}
            />
            <PlainArgument
              label="What is delivered"
              unit="text"
              type="string"
              value={milestone.delivers}
              context={context}
              onChange={(delivers) => change({ delivers })}
            />
            {milestones.length > 1 && (
              <Button
                size="sm"
                variant="ghost"
                className="w-fit"
                aria-label={`Remove milestone ${place + 1}`}
                onClick={() => onChange(milestones.toSpliced(place, 1))}
              >
                <X aria-hidden /> Remove
              </Button>
            )}
          </fieldset>
        );
      })}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          disabled={milestones.length >= MOST}
          onClick={() => onChange([...milestones, EMPTY_MILESTONE])}
        >
          <Plus aria-hidden /> Another milestone
        </Button>
        <p className="text-xs text-ink-muted">
          The chain keeps the hash of what is delivered: say it in the same words where it is argued.
        </p>
      </div>
    </div>
  );
}
