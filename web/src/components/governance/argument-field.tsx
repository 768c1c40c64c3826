import { Plus, X } from "lucide-react";
import type { AbiParameter } from "viem";
import { contextWithin, componentsOf, emptyValue, itemOf, type FormValue } from "../../lib/call-form.ts";
import { argumentLabel, unitOf } from "../../lib/argument-unit.ts";
import type { ArgumentContext } from "../../lib/argument-text.ts";
import { Button } from "../ui/button.tsx";
import { PlainArgument } from "./plain-argument.tsx";

interface ArgumentFieldProps {
  parameter: AbiParameter;
  place: number;
  functionName: string;
  value: FormValue;
  context: ArgumentContext;
  onChange: (value: FormValue) => void;
}

/** One argument of a call: a plain field, or the fields of a struct or of a list's items. */
export function ArgumentField(props: ArgumentFieldProps) {
  const { parameter, place, functionName, value, context, onChange } = props;
  const label = argumentLabel(parameter.name, place);
  const item = itemOf(parameter);
  const components = componentsOf(parameter);
  if (item && typeof value !== "string")
    return <ListField {...props} label={label} item={item} values={value} />;
  if (components && typeof value !== "string")
    return (
      <fieldset className="grid grid-cols-1 gap-4 rounded-lg border p-4">
        <legend className="px-1 text-sm font-medium">{label}</legend>
        <ArgumentFields
          parameters={components}
          functionName={functionName}
          values={value}
          context={context}
          onChange={onChange}
        />
      </fieldset>
    );
  return (
    <PlainArgument
      label={label}
      unit={unitOf(parameter, functionName)}
      type={parameter.type}
      value={typeof value === "string" ? value : ""}
      context={context}
      onChange={onChange}
    />
  );
}

interface ArgumentFieldsProps {
  parameters: readonly AbiParameter[];
  functionName: string;
  values: readonly FormValue[];
  context: ArgumentContext;
  onChange: (values: readonly FormValue[]) => void;
}

/** The arguments of a function, or the fields of a struct. */
export function ArgumentFields({ parameters, functionName, values, context, onChange }: ArgumentFieldsProps) {
  const within = contextWithin(parameters, values, context);
  return parameters.map((parameter, place) => (
    <ArgumentField
      key={`${place}-${parameter.name}`}
      parameter={parameter}
      place={place}
      functionName={functionName}
      value={values[place] ?? ""}
      context={within}
      onChange={(value) => onChange(values.with(place, value))}
    />
  ));
}

interface ListFieldProps extends ArgumentFieldProps {
  label: string;
  item: AbiParameter;
  values: readonly FormValue[];
}

/** `Bands` → `Band 1`. */
const itemName = (label: string, place: number) => `${label.replace(/s$/, "")} ${place + 1}`;

function ListField({ label, item, values, functionName, context, onChange }: ListFieldProps) {
  return (
    <fieldset className="grid grid-cols-1 gap-4 rounded-lg border p-4">
      <legend className="px-1 text-sm font-medium">{label}</legend>
      {values.map((value, place) => (
        // Items have no names of their own; their place is all that tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
          <ArgumentField
            parameter={{ ...item, name: itemName(label, place) }}
            place={place}
            functionName={functionName}
            value={value}
            context={context}
            onChange={(next) => onChange(values.with(place, next))}
          />
          <Button
            variant="ghost"
            size="icon"
            className="mt-6"
            aria-label={`Remove ${itemName(label, place).toLowerCase()}`}
            onClick={() => onChange(values.toSpliced(place, 1))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button size="sm" className="w-fit" onClick={() => onChange([...values, emptyValue(item)])}>
        <Plus aria-hidden /> Add
      </Button>
    </fieldset>
  );
}
