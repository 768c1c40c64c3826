import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useCurrentWords } from "../../hooks/use-current-values.ts";
import type { ContractName } from "../../lib/config.ts";
import { abiFunction, GOVERNED, governedFunctions } from "../../lib/governed-functions.ts";
import { draftCall, type DraftCall } from "../../lib/proposal-draft.ts";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Select } from "../ui/field.tsx";
import { ArgumentFields } from "./argument-field.tsx";

const CONTRACTS: readonly ContractName[] = [...new Set(GOVERNED.map(({ contract }) => contract))];

const idOf = ({ contract, name }: DraftCall["governed"]) => `${contract}.${name}`;

interface DraftCallCardProps {
  call: DraftCall;
  place: number;
  onChange: (call: DraftCall) => void;
  /** Absent for the only call. */
  onRemove?: (() => void) | undefined;
}

/** One call of a draft: what to do, and with which values. */
export function DraftCallCard({ call, place, onChange, onRemove }: DraftCallCardProps) {
  const context = useArgumentContext();
  const current = useCurrentWords(call);
  const { item } = abiFunction(call.governed);
  return (
    <Card aria-label={`Change ${place}`} className="pb-5">
      <CardHeader
        title={`Change ${place}`}
        actions={
          onRemove && (
            <Button size="sm" onClick={onRemove}>
              Remove
            </Button>
          )
        }
      />
      <div className="grid grid-cols-1 gap-4 px-5 pt-4">
        <Field label="What to do" hint={current}>
          {(ids) => (
            <Select
              {...ids}
              value={idOf(call.governed)}
              onChange={({ target }) => {
                const chosen = GOVERNED.find((each) => idOf(each) === target.value);
                if (chosen) onChange(draftCall(call.key, chosen));
              }}
            >
              {CONTRACTS.map((contract) => (
                <optgroup key={contract} label={contract}>
                  {governedFunctions(contract).map((each) => (
                    <option key={each.name} value={idOf(each)}>
                      {each.title}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          )}
        </Field>
        <ArgumentFields
          parameters={item.inputs}
          functionName={item.name}
          values={call.values}
          context={context}
          onChange={(values) => onChange({ ...call, values })}
        />
      </div>
    </Card>
  );
}
