import { Plus, X } from "lucide-react";
import type { Address } from "viem";
import { useStoaConfig } from "../../lib/config.ts";
import { formatAmount, formatMoney } from "../../lib/format.ts";
import { harmedProblem, MAX_HARMED, paidBy, type HarmedContext, type HarmedDraft } from "../../lib/harmed.ts";
import { AmountField } from "../amount-field.tsx";
import { Button } from "../ui/button.tsx";
import { AddressInput, Field } from "../ui/field.tsx";

interface HarmedFieldsProps {
  harmed: readonly HarmedDraft[];
  context: HarmedContext;
  challenger: Address;
  onChange: (harmed: readonly HarmedDraft[]) => void;
}

/** Clients of the service who are to have their money back before anybody else gets a part of the stake. */
export function HarmedFields({ harmed, context, challenger, onChange }: HarmedFieldsProps) {
  const { token } = useStoaConfig();
  const { ledgers } = context;
  const full = harmed.length >= MAX_HARMED;
  const own = paidBy(challenger, ledgers);
  const named = harmed.some(({ payer }) => payer.trim().toLowerCase() === challenger.toLowerCase());
  const add = (draft: HarmedDraft) => onChange([...harmed, draft]);
  return (
    <div className="grid grid-cols-1 gap-3">
      <div>
        <p className="text-sm font-medium">
          Clients it harmed <span className="text-xs font-normal text-ink-muted">optional</span>
        </p>
        <p className="mt-0.5 text-xs text-ink-muted">
          Up to {MAX_HARMED} accounts that paid the service by voucher. They have their money back first.
        </p>
      </div>
      {harmed.map((draft, place) => {
        const change = (changed: Partial<HarmedDraft>) =>
          onChange(harmed.with(place, { ...draft, ...changed }));
        const problem = harmedProblem(harmed, place, context);
        const paid =
          problem?.payer === undefined ? paidBy(draft.payer.trim() as Address, ledgers) : undefined;
        return (
          // Two drafts can be alike while they are typed; their place is all that tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <fieldset key={place} className="grid grid-cols-1 gap-3 rounded-lg border p-3.5">
            <legend className="px-1 text-sm font-medium">Client {place + 1}</legend>
            <Field label="Account" error={draft.payer === "" ? undefined : problem?.payer}>
              {(ids) => (
                <AddressInput
                  {...ids}
                  value={draft.payer}
                  onChange={({ target }) => change({ payer: target.value })}
                />
              )}
            </Field>
            <AmountField
              label="To have back"
              value={draft.amount}
              onChange={(amount) => change({ amount })}
              most={paid}
              hint={paid === undefined ? undefined : `It has paid ${formatMoney(paid, token)}.`}
            />
            <Button
              size="sm"
              variant="ghost"
              className="w-fit"
              aria-label={`Remove client ${place + 1}`}
              onClick={() => onChange(harmed.toSpliced(place, 1))}
            >
              <X aria-hidden /> Remove
            </Button>
          </fieldset>
        );
      })}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={full} onClick={() => add({ payer: "", amount: "" })}>
          <Plus aria-hidden /> Name a client
        </Button>
        {own > 0n && !named && (
          <Button
            size="sm"
            disabled={full}
            onClick={() => add({ payer: challenger, amount: formatAmount(own, token).replaceAll(",", "") })}
          >
            <Plus aria-hidden /> Name yourself
          </Button>
        )}
      </div>
    </div>
  );
}
