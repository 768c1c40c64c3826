/** The end of a part's output as a person reads it: pino's JSON becomes level, part and message. */
import { z } from "zod";

const COUNT = 8;
const LEVELS = new Map([
  [40, "warning: "],
  [50, "error: "],
  [60, "fatal: "],
]);

const entry = z.object({
  level: z.number(),
  msg: z.string().default(""),
  part: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

export function lastLines(output: string): string[] {
  return output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-COUNT)
    .map(readable);
}

function readable(line: string): string {
  const { data } = entry.safeParse(parseJson(line));
  if (!data) return line;
  const { level, part, msg, err } = data;
  return `${LEVELS.get(level) ?? ""}${part ? `${part}: ` : ""}${[msg, err?.message].filter(Boolean).join(": ")}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
