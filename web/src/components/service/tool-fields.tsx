import type { SchemaField } from "../../lib/json-schema.ts";
import type { FormValues } from "../../lib/tool-form.ts";
import { Field, Input, Select, Textarea } from "../ui/field.tsx";

interface ToolFieldsProps {
  fields: readonly SchemaField[];
  values: FormValues;
  errors: Readonly<Record<string, string>>;
  onChange: (name: string, text: string) => void;
}

function Control({
  field,
  value,
  onChange,
  ids,
}: {
  field: SchemaField;
  value: string;
  onChange: (text: string) => void;
  ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean };
}) {
  switch (field.kind) {
    case "boolean":
      return (
        <Select {...ids} value={value} onChange={(event) => onChange(event.target.value)}>
          {!field.required && <option value="">Not set</option>}
          <option value="false">No</option>
          <option value="true">Yes</option>
        </Select>
      );
    case "choice":
      return (
        <Select {...ids} value={value} onChange={(event) => onChange(event.target.value)}>
          {!field.required && <option value="">Not set</option>}
          {field.choices.map((choice) => (
            <option key={JSON.stringify(choice)} value={JSON.stringify(choice)}>
              {String(choice)}
            </option>
          ))}
        </Select>
      );
    case "multiline":
    case "json":
      return (
        <Textarea
          {...ids}
          spellCheck={false}
          className="font-mono text-[0.8125rem]"
          placeholder={field.kind === "json" ? (field.type.startsWith("list") ? "[ ]" : "{ }") : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <Input
          {...ids}
          inputMode={field.kind === "text" ? undefined : "decimal"}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

/** A control for each argument of a tool; what has no simple control is edited as JSON. */
export function ToolFields({ fields, values, errors, onChange }: ToolFieldsProps) {
  return fields.map((field) => (
    <Field
      key={field.name}
      label={<code className="font-mono text-[0.8125rem]">{field.name}</code>}
      optional={!field.required}
      hint={field.description ?? (field.kind === "json" ? `JSON: ${field.type}` : undefined)}
      error={errors[field.name]}
    >
      {(ids) => (
        <Control
          field={field}
          ids={ids}
          value={values[field.name] ?? ""}
          onChange={(text) => onChange(field.name, text)}
        />
      )}
    </Field>
  ));
}
