import { statementProblem } from "../lib/evidence.ts";
import { Field, Textarea } from "./ui/field.tsx";

interface StatementFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

/** A statement that goes on the chain word for word. */
export function StatementField({ label, value, onChange }: StatementFieldProps) {
  const problem = value === "" ? undefined : statementProblem(value);
  return (
    <Field
      label={label}
      error={problem}
      hint="Stays on the chain for everybody to read. Name the calls, their receipts and where more can be read."
    >
      {(ids) => <Textarea {...ids} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}
