/** The two ways a tool answers. */
import type { CallToolResult } from "@modelcontextprotocol/server";

/** An answer that fits the tool's output schema; the same as JSON text for clients that read only text. */
export function structured(output: Record<string, unknown>): CallToolResult {
  return { content: [{ type: "text", text: JSON.stringify(output) }], structuredContent: output };
}

/** A call that could not be done: says what was wrong and what to do. It is not charged. */
export function toolError(message: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text: message }] };
}
