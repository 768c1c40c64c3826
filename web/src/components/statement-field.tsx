import { statementProblem } from "../lib/evidence.ts";
import { Field, Textarea } from "./ui/field.tsx";

interface StatementFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  hint?: string;
}

const EVIDENCE =
  "Stays on the chain for everybody to read. Name the calls, their receipts and where more can be read.";

/** A statement that goes on the chain word for word. */
export function StatementField({ label, value, onChange, hint = EVIDENCE }: StatementFieldProps) {
  const problem = value === "" ? undefined : statementProblem(value);
  return (
    <Field label={label} error={problem} hint={hint}>
      {(ids) => <Textarea {...ids} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  );
}
