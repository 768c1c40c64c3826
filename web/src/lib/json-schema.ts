/** JSON Schema, read as far as a form and a readable table need it. Everything else is edited as JSON. */
import { z } from "zod";

const schemaSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});
type Schema = z.output<typeof schemaSchema>;

export type FieldKind = "text" | "multiline" | "number" | "integer" | "boolean" | "choice" | "json";

export interface SchemaField {
  readonly name: string;
  readonly kind: FieldKind;
  /** The type in words: `string`, `integer, 1 to 10`, `list of string`. */
  readonly type: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly initial: unknown;
  /** The values of a choice, as JSON values. */
  readonly choices: readonly unknown[];
  /** Fields of an object, or of a list's items, for the table. */
  readonly children: readonly SchemaField[];
}

const LONG_TEXT = /sql|query|source|code|text|body|content|markdown|message/i;

function read(value: unknown): Schema {
  return schemaSchema.safeParse(value).data ?? {};
}

function typeOf(schema: Schema): string | undefined {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== "null");
  if (schema.type) return schema.type;
  return schema.properties ? "object" : undefined;
}

function kindOf(name: string, schema: Schema): FieldKind {
  if (schema.enum) return "choice";
  switch (typeOf(schema)) {
    case "string":
      return LONG_TEXT.test(name) || (schema.maxLength ?? 0) > 200 ? "multiline" : "text";
    case "number":
      return "number";
    case "integer":
      return "integer";
    case "boolean":
      return "boolean";
    default:
      return "json";
  }
}

function inWords(schema: Schema): string {
  if (schema.const !== undefined) return `always ${JSON.stringify(schema.const)}`;
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.map((option) => inWords(read(option))).join(" or ");
  const type = typeOf(schema) ?? "any";
  if (type === "array") return `list of ${inWords(read(schema.items))}`;
  const bounds = [
    schema.minimum !== undefined && `at least ${schema.minimum}`,
    schema.maximum !== undefined && `at most ${schema.maximum}`,
  ].filter(Boolean);
  return [schema.format ? `${type} (${schema.format})` : type, ...bounds].join(", ");
}

/** The properties of an object schema, in their order. Empty for anything else. */
export function fieldsOf(value: unknown): SchemaField[] {
  const schema = read(value);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const field = read(property);
    const nested = typeOf(field) === "array" ? field.items : property;
    return {
      name,
      kind: kindOf(name, field),
      type: inWords(field),
      description: field.description ?? field.title,
      required: schema.required?.includes(name) ?? false,
      initial: field.default,
      choices: field.enum ?? [],
      children: kindOf(name, field) === "json" ? fieldsOf(nested) : [],
    };
  });
}
