/** The values of a tool's form as people type them, and the arguments that they make. */
import type { SchemaField } from "./json-schema.ts";

/** Text of each field: a boolean's is "true" or "false", a choice's is its JSON, and an empty one is not sent. */
export type FormValues = Readonly<Record<string, string>>;

export function initialValues(fields: readonly SchemaField[]): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, initialText(field)]));
}

/** The form with an example's arguments filled in; what the example leaves out stays as it starts. */
export function exampleValues(
  fields: readonly SchemaField[],
  example: Readonly<Record<string, unknown>>,
): FormValues {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      field.name in example ? initialText({ ...field, initial: example[field.name] }) : initialText(field),
    ]),
  );
}

function initialText({ kind, initial, required, choices }: SchemaField): string {
  if (kind === "boolean") return initial === undefined && !required ? "" : String(initial ?? false);
  if (kind === "choice") {
    const first = initial ?? (required ? choices[0] : undefined);
    return first === undefined ? "" : JSON.stringify(first);
  }
  if (initial === undefined) return "";
  return kind === "json" ? JSON.stringify(initial, null, 2) : String(initial);
}

export interface FormResult {
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What is wrong, by field. Empty when the arguments can be sent. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Turns the form into the tool's arguments. An empty optional field is left out. */
export function readForm(fields: readonly SchemaField[], values: FormValues): FormResult {
  const result: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const text = values[field.name] ?? "";
    if (text.trim() === "") {
      if (field.required) errors[field.name] = "This field is needed.";
      continue;
    }
    const read = readField(field, text);
    if ("error" in read) errors[field.name] = read.error;
    else result[field.name] = read.value;
  }
  return { arguments: result, errors };
}

function readField({ kind }: SchemaField, text: string): { value: unknown } | { error: string } {
  switch (kind) {
    case "number":
    case "integer": {
      const value = Number(text);
      if (!Number.isFinite(value)) return { error: "A number is needed." };
      if (kind === "integer" && !Number.isInteger(value)) return { error: "A whole number is needed." };
      return { value };
    }
    case "boolean":
      return { value: text === "true" };
    case "choice":
    case "json":
      try {
        return { value: JSON.parse(text) as unknown };
      } catch (error) {
        return { error: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
      }
    default:
      return { value: text };
  }
}
