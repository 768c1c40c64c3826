/** An example of a tool's arguments, where its publisher gives one: in the schema, or as JSON in the description. */
import { z } from "zod";

const argumentsSchema = z.record(z.string(), z.unknown());
const withExamples = z.object({ examples: z.array(argumentsSchema).min(1) });

export type ToolArguments = z.output<typeof argumentsSchema>;

/** The JSON object that begins at `start`, found by trying each closing brace after it. */
function objectAt(text: string, start: number): ToolArguments | undefined {
  for (let end = text.indexOf("}", start); end >= 0; end = text.indexOf("}", end + 1)) {
    try {
      return argumentsSchema.parse(JSON.parse(text.slice(start, end + 1)));
    } catch {
      // A brace inside the object: go on to the next one.
    }
  }
  return undefined;
}

export function exampleOf(tool: {
  inputSchema: unknown;
  description?: string | undefined;
}): ToolArguments | undefined {
  const [example] = withExamples.safeParse(tool.inputSchema).data?.examples ?? [];
  if (example) return example;
  const text = tool.description ?? "";
  const word = text.search(/\bexample\b/i);
  const start = word < 0 ? -1 : text.indexOf("{", word);
  return start < 0 ? undefined : objectAt(text, start);
}
