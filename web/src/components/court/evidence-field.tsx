import { MAX_EVIDENCE_URI, statementEvidence } from "../../lib/evidence.ts";
import { Field, Textarea } from "../ui/field.tsx";

interface EvidenceFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

/** Why a statement cannot be sent; undefined when it can. */
export function statementProblem(text: string): string | undefined {
  if (text.trim() === "") return "Say what happened.";
  const { length } = statementEvidence(text.trim()).uri;
  return length > MAX_EVIDENCE_URI
    ? `That is ${length - MAX_EVIDENCE_URI} bytes too long for the chain. Put the whole of it on the web, and its address here.`
    : undefined;
}

/** A statement that goes on the chain word for word. */
export function EvidenceField({ label, value, onChange }: EvidenceFieldProps) {
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
